package dev.cwforwarder.aws;

import dev.cwforwarder.poll.ReadException;
import dev.cwforwarder.poll.ReadException.Reason;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Converts errors of CloudWatch Logs to a [ReadException] that says what to do.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html">Common
///   errors</a>
final class LogsProblems {
  private LogsProblems() {}

  /// @param what the operation and its log group, e.g. `FilterLogEvents of /aws/x in eu-central-1`
  /// @param action the IAM action that the operation needs
  static ReadException of(String what, String action, SdkException e) {
    if (!(e instanceof AwsServiceException service)) {
      return LogsAnswer.lacksCredentials(e)
          ? new ReadException(Reason.CREDENTIALS, what + LogsAnswer.NO_CREDENTIALS, e)
          : new ReadException(Reason.UNAVAILABLE, LogsAnswer.unreachable(what, e), e);
    }
    LogsAnswer answer = LogsAnswer.of(service);
    Reason reason = reason(answer, answer.said());
    return new ReadException(reason, answer.failed(what, advice(reason, action)), e);
  }

  private static Reason reason(LogsAnswer answer, String said) {
    if (answer.isThrottling()) {
      return Reason.THROTTLED;
    }
    if (answer.isDenial()) {
      return said.contains("KMS") || said.contains("kms:") ? Reason.KMS_DENIED : Reason.DENIED;
    }
    if (answer.isOfCredentials()) {
      return Reason.CREDENTIALS;
    }
    return switch (answer.code()) {
      case "LimitExceededException" -> Reason.THROTTLED;
      case "ResourceNotFoundException" -> Reason.GONE;
      case "KMSAccessDeniedException", "KMSInvalidStateException" -> Reason.KMS_DENIED;
      case "InvalidOperationException" -> Reason.UNSUPPORTED;
      case "MalformedQueryException" ->
          said.contains("retention") || said.contains("creation time")
              ? Reason.RETENTION_EXPIRED
              : Reason.UNEXPECTED;
      case "InvalidParameterException" ->
          said.contains("oken") ? Reason.TOKEN_EXPIRED : Reason.UNEXPECTED;
      default -> answer.isServerError() ? Reason.UNAVAILABLE : Reason.UNEXPECTED;
    };
  }

  private static String advice(Reason reason, String action) {
    return switch (reason) {
      case DENIED -> LogsAnswer.DENIED.formatted(action);
      case KMS_DENIED -> ": the group is encrypted, and its KMS key cannot be used";
      case CREDENTIALS -> LogsAnswer.CREDENTIALS;
      case GONE -> ": there is no such log group or stream, or it is in another Region";
      case UNSUPPORTED ->
          ": this class of log group can only be read with Logs Insights, which AWS bills; POLL_INSIGHTS=on allows it";
      case THROTTLED -> ": too many requests; other clients of the account share the quota";
      case TOKEN_EXPIRED -> ": the page token is expired or invalid";
      case RETENTION_EXPIRED -> ": the range is older than the group's retention";
      case UNAVAILABLE, OUT_OF_TIME, UNEXPECTED -> "";
    };
  }
}
