package dev.cwforwarder.aws;

import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.SubscribeException.Reason;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Describes the errors of CloudWatch Logs about subscription filters, with a remedy.
final class SubscriptionProblems {
  private static final int MAX_MESSAGE = 300;

  private SubscriptionProblems() {}

  /// @param request the operation and its resource, e.g. `PutSubscriptionFilter of /aws/x in
  ///   eu-central-1`
  /// @param action the IAM action it requires
  static SubscribeException of(String request, String action, SdkException e) {
    if (!(e instanceof AwsServiceException service)) {
      return LogsAnswer.lacksCredentials(e)
          ? new SubscribeException(Reason.CREDENTIALS, request + LogsAnswer.NO_CREDENTIALS, e)
          : new SubscribeException(Reason.UNAVAILABLE, LogsAnswer.unreachable(request, e), e);
    }
    LogsAnswer answer = LogsAnswer.of(service);
    Reason reason = reason(answer);
    return new SubscribeException(
        reason, answer.failed(request, advice(reason, action, answer.said())), e);
  }

  private static Reason reason(LogsAnswer answer) {
    if (answer.isThrottling()) {
      return Reason.THROTTLED;
    }
    if (answer.isDenial()) {
      return Reason.DENIED;
    }
    if (answer.isOfCredentials()) {
      return Reason.CREDENTIALS;
    }
    return switch (answer.code()) {
      case "OperationAbortedException" -> Reason.THROTTLED;
      case "LimitExceededException" -> Reason.SLOTS_FULL;
      case "InvalidOperationException" -> Reason.CLASS;
      case "ResourceNotFoundException" -> Reason.GONE;
      case "InvalidParameterException" ->
          isAboutDestination(answer.said()) ? Reason.DESTINATION : Reason.UNEXPECTED;
      default -> answer.isServerError() ? Reason.UNAVAILABLE : Reason.UNEXPECTED;
    };
  }

  private static boolean isAboutDestination(String said) {
    return said.contains("Could not") || said.contains("estination") || said.contains("endor");
  }

  private static String advice(Reason reason, String action, String said) {
    return switch (reason) {
      case DENIED -> LogsAnswer.DENIED.formatted(action);
      case CREDENTIALS -> LogsAnswer.CREDENTIALS;
      case DESTINATION ->
          ": CloudWatch Logs cannot write to the destination; it must be the stack output SubscriptionAliasArn, which has the permission ("
              + truncated(said)
              + ")";
      case SLOTS_FULL -> ": it has the maximum number of filters";
      case CLASS -> ": its log class does not support filters";
      case GONE -> ": it does not exist any more";
      case THROTTLED -> ": too many requests; other clients of the account share the quota";
      case UNEXPECTED -> said.isEmpty() ? "" : ": " + truncated(said);
      case UNAVAILABLE, OUT_OF_TIME -> "";
    };
  }

  private static String truncated(String said) {
    return said.length() <= MAX_MESSAGE ? said : said.substring(0, MAX_MESSAGE);
  }
}
