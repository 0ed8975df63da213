package dev.cwforwarder.aws;

import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.SubscribeException.Reason;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Says what CloudWatch Logs' answers about filters mean and what to do.
final class SubscriptionProblems {
  private static final int LONGEST = 300;

  private SubscriptionProblems() {}

  /// @param what was asked of what, e.g. `PutSubscriptionFilter of /aws/x in eu-central-1`
  /// @param action the IAM action the call needs
  static SubscribeException of(String what, String action, SdkException e) {
    if (!(e instanceof AwsServiceException service)) {
      return LogsAnswer.lacksCredentials(e)
          ? new SubscribeException(Reason.CREDENTIALS, what + LogsAnswer.NO_CREDENTIALS, e)
          : new SubscribeException(Reason.UNAVAILABLE, LogsAnswer.unreachable(what, e), e);
    }
    LogsAnswer answer = LogsAnswer.of(service);
    Reason reason = reason(answer);
    return new SubscribeException(
        reason, answer.failed(what, advice(reason, action, answer.said())), e);
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
          isOfDestination(answer.said()) ? Reason.DESTINATION : Reason.UNEXPECTED;
      default -> answer.isServersFault() ? Reason.UNAVAILABLE : Reason.UNEXPECTED;
    };
  }

  private static boolean isOfDestination(String said) {
    return said.contains("Could not") || said.contains("estination") || said.contains("endor");
  }

  private static String advice(Reason reason, String action, String said) {
    return switch (reason) {
      case DENIED -> LogsAnswer.DENIED.formatted(action);
      case CREDENTIALS -> LogsAnswer.CREDENTIALS;
      case DESTINATION ->
          ": the destination does not let CloudWatch Logs in; it must be the alias of the stack's output SubscriptionAliasArn, with the stack's permission ("
              + cut(said)
              + ")";
      case SLOTS_FULL -> ": AWS takes no more filters for it";
      case CLASS -> ": its class takes no filters";
      case GONE -> ": it is not there any more";
      case THROTTLED -> ": too many requests; other tools of the account count as well";
      case UNEXPECTED -> said.isEmpty() ? "" : ": " + cut(said);
      case UNAVAILABLE, OUT_OF_TIME -> "";
    };
  }

  private static String cut(String said) {
    return said.length() <= LONGEST ? said : said.substring(0, LONGEST);
  }
}
