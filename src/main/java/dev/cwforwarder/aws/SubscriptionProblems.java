package dev.cwforwarder.aws;

import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.SubscribeException.Reason;
import software.amazon.awssdk.core.exception.SdkException;

/// Converts errors of CloudWatch Logs to a [SubscribeException] that names a remedy.
final class SubscriptionProblems {
  private static final int MAX_MESSAGE = 300;

  private SubscriptionProblems() {}

  /// @param request the operation and its log group, e.g. `PutSubscriptionFilter of /aws/x in
  ///   eu-central-1`
  /// @param action the IAM action that the operation requires
  static SubscribeException of(String request, String action, SdkException e) {
    AwsAnswer answer = AwsAnswer.of(e);
    Reason reason = reason(answer);
    String remedy =
        answer.kind() == AwsAnswer.Kind.NO_RESPONSE
            ? LogsProblems.NO_RESPONSE
            : remedy(reason, answer.message());
    return new SubscribeException(reason, answer.sentence(request, action, remedy), e);
  }

  private static Reason reason(AwsAnswer answer) {
    return switch (answer.kind()) {
      case THROTTLED -> Reason.THROTTLED;
      case DENIED -> Reason.DENIED;
      case CREDENTIALS, NO_CREDENTIALS -> Reason.CREDENTIALS;
      case NO_RESPONSE -> Reason.UNAVAILABLE;
      case SERVER_ERROR, OTHER -> byCode(answer);
    };
  }

  private static Reason byCode(AwsAnswer answer) {
    return switch (answer.code()) {
      case "OperationAbortedException" -> Reason.THROTTLED;
      case "LimitExceededException" -> Reason.SLOTS_FULL;
      case "InvalidOperationException" -> Reason.CLASS;
      case "ResourceNotFoundException" -> Reason.GONE;
      case "InvalidParameterException" ->
          isAboutDestination(answer.message()) ? Reason.DESTINATION : Reason.UNEXPECTED;
      default ->
          answer.kind() == AwsAnswer.Kind.SERVER_ERROR ? Reason.UNAVAILABLE : Reason.UNEXPECTED;
    };
  }

  private static boolean isAboutDestination(String message) {
    return message.contains("Could not")
        || message.contains("estination")
        || message.contains("endor");
  }

  private static String remedy(Reason reason, String message) {
    return switch (reason) {
      case DESTINATION ->
          "CloudWatch Logs cannot write to the destination; it must be the stack output SubscriptionAliasArn, which has the permission (%s)"
              .formatted(truncated(message));
      case SLOTS_FULL -> "it has the maximum number of filters";
      case CLASS -> "its log class does not support filters";
      case GONE -> "it does not exist any more";
      case THROTTLED -> "too many requests; other clients of the account share the quota";
      case UNEXPECTED -> truncated(message);
      case DENIED, CREDENTIALS, UNAVAILABLE, OUT_OF_TIME -> "";
    };
  }

  private static String truncated(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
  }
}
