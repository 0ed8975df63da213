package dev.cwforwarder.aws;

import dev.cwforwarder.poll.ReadException;
import dev.cwforwarder.poll.ReadException.Reason;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// Says what CloudWatch Logs' errors mean and what to do.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html">Common
///   errors</a>
final class LogsProblems {
  private static final int SERVER_ERROR = 500;

  private LogsProblems() {}

  /// @param what was asked of what, e.g. `FilterLogEvents of /aws/x in eu-central-1`
  /// @param action the IAM action the call needs
  static ReadException of(String what, String action, SdkException e) {
    if (e instanceof AwsServiceException service) {
      String code = code(service);
      String said =
          String.valueOf(
              service.awsErrorDetails() == null ? "" : service.awsErrorDetails().errorMessage());
      Reason reason = reason(code, said, service.statusCode());
      return new ReadException(
          reason,
          "%s failed: HTTP %d %s%s"
              .formatted(what, service.statusCode(), code, advice(reason, action)),
          e);
    }
    return client(what, e);
  }

  private static Reason reason(String code, String said, int status) {
    return switch (code) {
      case "ThrottlingException",
          "Throttling",
          "TooManyRequestsException",
          "LimitExceededException" ->
          Reason.THROTTLED;
      case "ResourceNotFoundException" -> Reason.GONE;
      case "AccessDeniedException", "AccessDenied" ->
          said.contains("KMS") || said.contains("kms:") ? Reason.KMS_DENIED : Reason.DENIED;
      case "KMSAccessDeniedException", "KMSInvalidStateException" -> Reason.KMS_DENIED;
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "ExpiredTokenException",
          "ExpiredToken",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "MissingAuthenticationToken",
          "NotAuthorized" ->
          Reason.CREDENTIALS;
      case "InvalidOperationException" -> Reason.UNSUPPORTED;
      case "MalformedQueryException" ->
          said.contains("retention") || said.contains("creation time")
              ? Reason.RETENTION_EXPIRED
              : Reason.UNEXPECTED;
      case "InvalidParameterException" ->
          said.contains("oken") ? Reason.TOKEN_EXPIRED : Reason.UNEXPECTED;
      default -> status >= SERVER_ERROR ? Reason.UNAVAILABLE : Reason.UNEXPECTED;
    };
  }

  private static String advice(Reason reason, String action) {
    return switch (reason) {
      case DENIED ->
          ": the credentials used do not allow %s on it; the role needs that right"
              .formatted(action);
      case KMS_DENIED -> ": the group is encrypted, and its KMS key cannot be used";
      case CREDENTIALS ->
          ": the credentials are wrong or have expired; log in again (aws sso login), or look at AWS_PROFILE and AWS_ACCESS_KEY_ID";
      case GONE -> ": there is no such log group or stream, or it is in another Region";
      case UNSUPPORTED ->
          ": this class of log group can only be read by Logs Insights, which AWS bills; POLL_INSIGHTS=on allows it";
      case THROTTLED -> ": too many requests; other readers of the account count as well";
      case TOKEN_EXPIRED -> ": the page token is not known any more";
      case RETENTION_EXPIRED -> ": the range lies before what the group keeps";
      case UNAVAILABLE, OUT_OF_TIME, UNEXPECTED -> "";
    };
  }

  private static ReadException client(String what, SdkException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Unable to load credentials") || message.contains("credentials")) {
      return new ReadException(
          Reason.CREDENTIALS,
          what + " failed: no AWS credentials found; log in (aws sso login) or set AWS_PROFILE",
          e);
    }
    String why = e instanceof ApiCallTimeoutException ? "no answer in time" : message;
    return new ReadException(
        Reason.UNAVAILABLE,
        "%s failed: %s; in a VPC it needs a NAT gateway or an interface endpoint for logs"
            .formatted(what, why),
        e);
  }

  private static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }
}
