package dev.cwforwarder.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// An error response of CloudWatch Logs: what is the same for every operation.
///
/// @param code AWS's error code, e.g. `ThrottlingException`; empty: none
/// @param said AWS's message; may be empty
/// @param status HTTP status
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html">Common
///   errors</a>
record LogsAnswer(String code, String said, int status) {
  static final String DENIED =
      ": the credentials do not allow %s on it; the role needs this permission";
  static final String CREDENTIALS =
      ": the credentials are invalid or expired; log in again (aws sso login), or check AWS_PROFILE and AWS_ACCESS_KEY_ID";
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

  boolean isServerError() {
    return status >= SERVER_ERROR;
  }

  /// The message, e.g. `FilterLogEvents of /aws/x failed: HTTP 400 ThrottlingException`.
  String failed(String what, String advice) {
    return "%s failed: HTTP %d %s%s".formatted(what, status, code, advice);
  }

  /// Whether no request was sent, because there are no valid credentials.
  static boolean lacksCredentials(SdkException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("credentials") || message.contains("SSO") || message.contains("oken");
  }

  /// The message for an error without a response.
  static String unreachable(String what, SdkException e) {
    String why =
        e instanceof ApiCallTimeoutException
            ? "no response in time"
            : String.valueOf(e.getMessage());
    return "%s failed: %s; in a VPC it needs a NAT gateway or an interface endpoint for logs"
        .formatted(what, why);
  }
}
