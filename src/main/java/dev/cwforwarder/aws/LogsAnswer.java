package dev.cwforwarder.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// An error that CloudWatch Logs answered, as far as it means the same whatever was asked.
///
/// @param code of AWS, e.g. `ThrottlingException`; empty when it said none
/// @param said AWS's own text; perhaps empty
/// @param status of HTTP
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html">Common
///   errors</a>
record LogsAnswer(String code, String said, int status) {
  static final String DENIED =
      ": the credentials used do not allow %s on it; the role needs that right";
  static final String CREDENTIALS =
      ": the credentials are wrong or have expired; log in again (aws sso login), or look at AWS_PROFILE and AWS_ACCESS_KEY_ID";
  static final String NO_CREDENTIALS =
      " failed: no valid AWS credentials; log in (aws sso login) or set AWS_PROFILE";

  private static final int SERVER_ERROR = 500;

  static LogsAnswer of(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    return details == null
        ? new LogsAnswer("", "", e.statusCode())
        : new LogsAnswer(text(details.errorCode()), text(details.errorMessage()), e.statusCode());
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  boolean isThrottling() {
    return switch (code) {
      case "ThrottlingException", "Throttling", "TooManyRequestsException" -> true;
      default -> false;
    };
  }

  boolean isDenial() {
    return code.equals("AccessDeniedException") || code.equals("AccessDenied");
  }

  boolean isOfCredentials() {
    return switch (code) {
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "ExpiredTokenException",
          "ExpiredToken",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "MissingAuthenticationToken",
          "NotAuthorized" ->
          true;
      default -> false;
    };
  }

  boolean isServersFault() {
    return status >= SERVER_ERROR;
  }

  /// `FilterLogEvents of /aws/x failed: HTTP 400 ThrottlingException`.
  String failed(String what, String advice) {
    return "%s failed: HTTP %d %s%s".formatted(what, status, code, advice);
  }

  /// Whether nothing was asked, for want of credentials.
  static boolean lacksCredentials(SdkException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("credentials") || message.contains("SSO") || message.contains("oken");
  }

  /// Of an error without an answer.
  static String unreachable(String what, SdkException e) {
    String why =
        e instanceof ApiCallTimeoutException ? "no answer in time" : String.valueOf(e.getMessage());
    return "%s failed: %s; in a VPC it needs a NAT gateway or an interface endpoint for logs"
        .formatted(what, why);
  }
}
