package dev.cwforwarder.aws;

import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.SubscribeException.Reason;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// Says what CloudWatch Logs' answers about filters mean and what to do.
final class SubscriptionProblems {
  private static final int SERVER_ERROR = 500;
  private static final int LONGEST = 300;

  private SubscriptionProblems() {}

  /// @param what was asked of what, e.g. `PutSubscriptionFilter of /aws/x in eu-central-1`
  /// @param action the IAM action the call needs
  static SubscribeException of(String what, String action, SdkException e) {
    if (!(e instanceof AwsServiceException service)) {
      return client(what, e);
    }
    boolean told = service.awsErrorDetails() != null;
    String code = told ? String.valueOf(service.awsErrorDetails().errorCode()) : "";
    String said = told ? String.valueOf(service.awsErrorDetails().errorMessage()) : "";
    Reason reason = reason(code, said, service.statusCode());
    return new SubscribeException(
        reason,
        "%s failed: HTTP %d %s%s"
            .formatted(what, service.statusCode(), code, advice(reason, action, said)),
        e);
  }

  private static Reason reason(String code, String said, int status) {
    return switch (code) {
      case "ThrottlingException",
          "Throttling",
          "TooManyRequestsException",
          "OperationAbortedException" ->
          Reason.THROTTLED;
      case "LimitExceededException" -> Reason.SLOTS_FULL;
      case "InvalidOperationException" -> Reason.CLASS;
      case "ResourceNotFoundException" -> Reason.GONE;
      case "AccessDeniedException", "AccessDenied" -> Reason.DENIED;
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
      case "InvalidParameterException" ->
          said.contains("Could not") || said.contains("estination") || said.contains("endor")
              ? Reason.DESTINATION
              : Reason.UNEXPECTED;
      default -> status >= SERVER_ERROR ? Reason.UNAVAILABLE : Reason.UNEXPECTED;
    };
  }

  private static String advice(Reason reason, String action, String said) {
    return switch (reason) {
      case DENIED ->
          ": the credentials used do not allow %s on it; the role needs that right"
              .formatted(action);
      case CREDENTIALS ->
          ": the credentials are wrong or have expired; log in again (aws sso login), or look at AWS_PROFILE and AWS_ACCESS_KEY_ID";
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

  private static SubscribeException client(String what, SdkException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("credentials") || message.contains("SSO") || message.contains("oken")) {
      return new SubscribeException(
          Reason.CREDENTIALS,
          what + " failed: no valid AWS credentials; log in (aws sso login) or set AWS_PROFILE",
          e);
    }
    String why = e instanceof ApiCallTimeoutException ? "no answer in time" : message;
    return new SubscribeException(
        Reason.UNAVAILABLE,
        "%s failed: %s; in a VPC it needs a NAT gateway or an interface endpoint for logs"
            .formatted(what, why),
        e);
  }
}
