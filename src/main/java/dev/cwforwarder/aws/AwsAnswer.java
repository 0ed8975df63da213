package dev.cwforwarder.aws;

import dev.cwforwarder.model.VisibleText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// A failed AWS API call, classified in the same way for every service.
///
/// @param status HTTP status; 0 if there was no response
/// @param code AWS's error code, e.g. `ThrottlingException`, capped; empty if there is none
/// @param message AWS's message, or why there was no response, capped; may be empty
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html">Common
///   errors</a>
record AwsAnswer(Kind kind, int status, String code, String message) {
  private static final int MAX_CODE = 128;
  private static final int MAX_MESSAGE = 2048;
  private static final int MAX_QUOTED = 300;

  /// What the SDK's message about credentials repeats before each provider's reason: all providers,
  /// and all profiles of the user, which may be hundreds.
  private static final Pattern PROFILES =
      Pattern.compile(
          "(, profileFile=|: )ProfileFile\\(sections=\\[[^]]*]"
              + "(, profiles=\\[(Profile\\(name=[^,]*, properties=\\[[^]]*]\\)(, )?)*+])?\\)");

  private static final Pattern PROVIDERS =
      Pattern.compile(" AwsCredentialsProviderChain\\(credentialsProviders=\\[.*?]\\) :");

  AwsAnswer {
    code = VisibleText.capped(code, MAX_CODE);
    message = VisibleText.capped(message, MAX_MESSAGE);
  }

  /// What the failure means. For [#OTHER], the error code says more.
  enum Kind {
    THROTTLED,
    /// The credentials lack a permission.
    DENIED,
    /// The credentials are invalid or expired.
    CREDENTIALS,
    /// There are no credentials, so no request was made.
    NO_CREDENTIALS,
    NO_RESPONSE,
    SERVER_ERROR,
    OTHER
  }

  private static final int FORBIDDEN = 403;
  private static final int SERVER_ERROR = 500;

  static AwsAnswer of(SdkException e) {
    if (e instanceof AwsServiceException service) {
      AwsErrorDetails details = service.awsErrorDetails();
      return details == null
          ? of(service.statusCode(), "", "")
          : of(service.statusCode(), text(details.errorCode()), text(details.errorMessage()));
    }
    String message =
        e instanceof ApiCallTimeoutException ? "no response in time" : text(e.getMessage());
    if (message.contains("Unable to load region")) {
      return new AwsAnswer(Kind.NO_RESPONSE, 0, "", "no AWS Region found; set AWS_REGION");
    }
    return isAboutCredentials(message)
        ? new AwsAnswer(Kind.NO_CREDENTIALS, 0, "", reasons(message))
        : new AwsAnswer(Kind.NO_RESPONSE, 0, "", message);
  }

  private static boolean isAboutCredentials(String message) {
    return message.contains("credentials")
        || message.contains("SSO")
        || message.contains("Token")
        || message.contains("token");
  }

  private static String reasons(String message) {
    String withoutProfiles = PROFILES.matcher(message).replaceAll("");
    return PROVIDERS.matcher(withoutProfiles).replaceFirst("");
  }

  static AwsAnswer of(int status, String code, String message) {
    return new AwsAnswer(kind(status, code), status, code, message);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Kind kind(int status, String code) {
    return switch (code) {
      case "ThrottlingException", "Throttling", "TooManyRequestsException" -> Kind.THROTTLED;
      case "AccessDeniedException", "AccessDenied" -> Kind.DENIED;
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidAccessKeyId",
          "ExpiredTokenException",
          "ExpiredToken",
          "InvalidToken",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "IncompleteSignatureException",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "NotAuthorized" ->
          Kind.CREDENTIALS;
      default -> {
        // The response to a HEAD request has no body, and so no error code.
        if (status == FORBIDDEN && code.isEmpty()) {
          yield Kind.DENIED;
        }
        yield status >= SERVER_ERROR ? Kind.SERVER_ERROR : Kind.OTHER;
      }
    };
  }

  /// The failure in a sentence: `FilterLogEvents of /aws/x failed: HTTP 400 ThrottlingException:
  /// …`.
  ///
  /// @param request the operation and its resource
  /// @param action the IAM action that the operation requires
  /// @param remedy what this service needs; empty for the remedy that applies to every service
  String sentence(String request, String action, String remedy) {
    return "%s failed: %s".formatted(request, reason(action, remedy));
  }

  /// The second half of the sentence.
  String reason(String action, String remedy) {
    return switch (kind) {
      case NO_CREDENTIALS ->
          "no valid AWS credentials; log in (aws sso login, aws login) or set AWS_PROFILE (%s)"
              .formatted(message);
      case NO_RESPONSE -> remedy.isEmpty() ? message : message + "; " + remedy;
      case THROTTLED, DENIED, CREDENTIALS, SERVER_ERROR, OTHER -> {
        String error = status == 0 ? code : "HTTP %d %s".formatted(status, code).strip();
        String advice = remedy.isEmpty() ? commonRemedy(action) : remedy;
        yield advice.isEmpty() ? error : error + ": " + advice;
      }
    };
  }

  /// What denies an action, as a clause.
  static String deniedBy(String action) {
    return "the credentials, or a policy of the organization, do not allow %s on it"
        .formatted(action);
  }

  /// Appends AWS's own words, capped, to a remedy.
  String quoted(String remedy) {
    String words = VisibleText.capped(message, MAX_QUOTED);
    return words.isEmpty() ? remedy : "%s (AWS: %s)".formatted(remedy, words);
  }

  private String commonRemedy(String action) {
    return switch (kind) {
      case DENIED ->
          "the credentials do not allow %s on it; the role needs this permission".formatted(action);
      case CREDENTIALS ->
          "the credentials are invalid or expired; log in again (aws sso login), or check"
              + " AWS_PROFILE and AWS_ACCESS_KEY_ID";
      case THROTTLED, NO_CREDENTIALS, NO_RESPONSE, SERVER_ERROR, OTHER -> "";
    };
  }
}
