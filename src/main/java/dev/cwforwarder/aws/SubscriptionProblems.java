package dev.cwforwarder.aws;

import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.SubscribeException.Reason;
import software.amazon.awssdk.core.exception.SdkException;

/// Converts errors of CloudWatch Logs to a [SubscribeException] that contains AWS's words and a
/// remedy. Only AWS's error code decides; its words change.
final class SubscriptionProblems {
  private SubscriptionProblems() {}

  /// @param request the operation and its log group, e.g. `DescribeSubscriptionFilters of /aws/x in
  ///   eu-central-1`
  /// @param action the IAM action that the operation requires
  static SubscribeException of(String request, String action, SdkException e) {
    return of(request, action, FilterDestination.NONE, e);
  }

  /// Like [#of(String, String, SdkException)], for a request that names a destination.
  ///
  /// @param destinationArn the destination of the filter or the account policy
  static SubscribeException of(
      String request, String action, String destinationArn, SdkException e) {
    return of(request, action, FilterDestination.of(destinationArn), e);
  }

  private static SubscribeException of(
      String request, String action, FilterDestination destination, SdkException e) {
    AwsAnswer answer = AwsAnswer.of(e);
    Reason reason = reason(answer, destination);
    String remedy =
        answer.kind() == AwsAnswer.Kind.NO_RESPONSE
            ? LogsProblems.NO_RESPONSE
            : remedy(reason, answer, action, destination);
    return new SubscribeException(reason, answer.sentence(request, action, remedy), e);
  }

  private static Reason reason(AwsAnswer answer, FilterDestination destination) {
    return switch (answer.kind()) {
      case THROTTLED -> Reason.THROTTLED;
      case DENIED -> Reason.DENIED;
      case CREDENTIALS, NO_CREDENTIALS -> Reason.CREDENTIALS;
      case NO_RESPONSE -> Reason.UNAVAILABLE;
      case SERVER_ERROR, OTHER -> byCode(answer, destination);
    };
  }

  private static Reason byCode(AwsAnswer answer, FilterDestination destination) {
    return switch (answer.code()) {
      case "OperationAbortedException" -> Reason.THROTTLED;
      case "LimitExceededException" -> Reason.SLOTS_FULL;
      case "InvalidOperationException" -> Reason.CLASS;
      case "ResourceNotFoundException" -> Reason.GONE;
      case "InvalidParameterException" ->
          destination == FilterDestination.NONE ? Reason.UNEXPECTED : Reason.DESTINATION;
      default ->
          answer.kind() == AwsAnswer.Kind.SERVER_ERROR ? Reason.UNAVAILABLE : Reason.UNEXPECTED;
    };
  }

  private static String remedy(
      Reason reason, AwsAnswer answer, String action, FilterDestination destination) {
    return switch (reason) {
      case DESTINATION ->
          answer.quoted(
              "check the filter pattern and the destination: " + destination.requirement());
      case DENIED -> answer.quoted(AwsAnswer.deniedBy(action) + destination.deniedToo());
      case SLOTS_FULL -> "it has the maximum number of filters";
      case CLASS -> answer.quoted("its log class does not support filters");
      case GONE ->
          answer.quoted(
              destination == FilterDestination.NONE
                  ? "it does not exist any more"
                  : "the log group does not exist any more, or the destination or its role does not"
                      + " exist");
      case THROTTLED -> LogsProblems.THROTTLED;
      case UNEXPECTED -> answer.quoted("AWS refused the request");
      case CREDENTIALS, UNAVAILABLE, OUT_OF_TIME -> "";
    };
  }
}
