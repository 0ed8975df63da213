package dev.cwforwarder.aws;

import dev.cwforwarder.poll.ReadException;
import dev.cwforwarder.poll.ReadException.Reason;
import software.amazon.awssdk.core.exception.SdkException;

/// Converts errors of CloudWatch Logs to a [ReadException] that names a remedy.
final class LogsProblems {
  /// For functions in a VPC.
  static final String NO_RESPONSE =
      "in a VPC it needs a NAT gateway or an interface endpoint for logs";

  /// The quota of requests is of the account, not of a client.
  static final String THROTTLED = "too many requests; other clients of the account share the quota";

  private LogsProblems() {}

  /// @param request the operation and its log group, e.g. `FilterLogEvents of /aws/x in
  ///   eu-central-1`
  /// @param action the IAM action that the operation requires
  static ReadException of(String request, String action, SdkException e) {
    AwsAnswer answer = AwsAnswer.of(e);
    Reason reason = reason(answer);
    String remedy =
        answer.kind() == AwsAnswer.Kind.NO_RESPONSE ? NO_RESPONSE : remedy(reason, answer, action);
    return new ReadException(reason, answer.sentence(request, action, remedy), e);
  }

  private static Reason reason(AwsAnswer answer) {
    return switch (answer.kind()) {
      case THROTTLED -> Reason.THROTTLED;
      case DENIED ->
          answer.message().contains("KMS") || answer.message().contains("kms:")
              ? Reason.KMS_DENIED
              : Reason.DENIED;
      case CREDENTIALS, NO_CREDENTIALS -> Reason.CREDENTIALS;
      case NO_RESPONSE -> Reason.UNAVAILABLE;
      case SERVER_ERROR, OTHER -> byCode(answer);
    };
  }

  private static Reason byCode(AwsAnswer answer) {
    String message = answer.message();
    return switch (answer.code()) {
      case "LimitExceededException" -> Reason.THROTTLED;
      case "ResourceNotFoundException" -> Reason.GONE;
      case "KMSAccessDeniedException", "KMSInvalidStateException" -> Reason.KMS_DENIED;
      case "InvalidOperationException" -> Reason.UNSUPPORTED;
      case "MalformedQueryException" ->
          message.contains("retention") || message.contains("creation time")
              ? Reason.RETENTION_EXPIRED
              : Reason.UNEXPECTED;
      case "InvalidParameterException" ->
          message.contains("oken") ? Reason.TOKEN_EXPIRED : Reason.UNEXPECTED;
      default ->
          answer.kind() == AwsAnswer.Kind.SERVER_ERROR ? Reason.UNAVAILABLE : Reason.UNEXPECTED;
    };
  }

  private static String remedy(Reason reason, AwsAnswer answer, String action) {
    return switch (reason) {
      case DENIED -> answer.quoted(AwsAnswer.deniedBy(action));
      case KMS_DENIED -> answer.quoted("the group is encrypted, and its KMS key cannot be used");
      case GONE -> "there is no such log group or stream, or it is in another Region";
      case UNSUPPORTED ->
          "this class of log group can only be read with Logs Insights, which AWS bills;"
              + " POLL_INSIGHTS=on allows it";
      case THROTTLED -> THROTTLED;
      case TOKEN_EXPIRED -> "the page token is expired or invalid";
      case RETENTION_EXPIRED -> "the range is older than the group's retention";
      case UNEXPECTED -> answer.quoted("AWS refused the request");
      case CREDENTIALS, UNAVAILABLE, OUT_OF_TIME -> "";
    };
  }
}
