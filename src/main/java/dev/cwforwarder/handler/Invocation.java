package dev.cwforwarder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.wiring.Wiring;
import java.time.Clock;
import java.time.Duration;

/// One invocation, as far as the handlers use it.
///
/// @param functionName dimension of the metrics
/// @param functionArn contains the account and the Region
/// @param requestId Lambda's ID of the invocation
/// @param deadline when all work must be done
record Invocation(String functionName, String functionArn, String requestId, Deadline deadline) {
  /// With the configured margin.
  static Invocation of(Context context, Wiring wiring) {
    return of(context, wiring.clock(), wiring.settings().limits().deadlineMargin());
  }

  /// @param margin time reserved for the answer to Lambda
  static Invocation of(Context context, Clock clock, Duration margin) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    return new Invocation(
        context.getFunctionName(),
        context.getInvokedFunctionArn(),
        context.getAwsRequestId(),
        Deadline.in(left, clock).minus(margin));
  }
}
