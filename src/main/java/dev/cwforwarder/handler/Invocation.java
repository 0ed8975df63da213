package dev.cwforwarder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import dev.cwforwarder.model.Deadline;
import java.time.Clock;
import java.time.Duration;

/// What Lambda tells about one invocation, as far as it matters here.
///
/// @param functionName dimension of the metrics
/// @param functionArn tells the account and Region
/// @param requestId Lambda's id of the invocation
/// @param deadline when everything must be done
record Invocation(String functionName, String functionArn, String requestId, Deadline deadline) {
  /// @param margin time kept back for answering Lambda
  static Invocation of(Context context, Clock clock, Duration margin) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    return new Invocation(
        context.getFunctionName(),
        context.getInvokedFunctionArn(),
        context.getAwsRequestId(),
        Deadline.in(left, clock).minus(margin));
  }
}
