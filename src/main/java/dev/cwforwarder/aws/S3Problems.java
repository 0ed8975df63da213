package dev.cwforwarder.aws;

import dev.cwforwarder.replay.BucketException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Describes the errors of S3, with a remedy.
final class S3Problems {
  private S3Problems() {}

  /// @param request the operation and its resource, e.g. `GET s3://bucket/key`
  /// @param action the IAM action it requires
  static BucketException of(String request, String action, SdkException e) {
    String reason =
        e instanceof AwsServiceException service
            ? "HTTP %d %s".formatted(service.statusCode(), hint(code(service), action))
            : client(String.valueOf(e.getMessage()));
    return new BucketException("%s failed: %s".formatted(request, reason), e);
  }

  /// The HTTP status of the response; 0 if there was none.
  static int status(BucketException e) {
    return e.getCause() instanceof AwsServiceException service ? service.statusCode() : 0;
  }

  static boolean isMissingBucket(BucketException e) {
    return e.getCause() instanceof AwsServiceException service
        && code(service).equals("NoSuchBucket");
  }

  /// S3's error code with a remedy, if there is one.
  static String hint(String code, String action) {
    return switch (code) {
      case "AccessDenied", "Forbidden", "403" ->
          code + ": the credentials do not allow %s on this bucket".formatted(action);
      case "ExpiredToken", "ExpiredTokenException" ->
          code + ": the credentials have expired; log in again (aws sso login)";
      case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken" ->
          code + ": the credentials are invalid; check AWS_PROFILE and AWS_ACCESS_KEY_ID";
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          code + ": the bucket is in another Region; set AWS_REGION to its Region";
      case "NoSuchBucket" -> code + ": there is no such bucket; check FAILURE_BUCKET";
      default -> code;
    };
  }

  private static String client(String message) {
    if (message.contains("Unable to load credentials")) {
      return "no AWS credentials found; log in (aws sso login) or set AWS_PROFILE";
    }
    if (message.contains("Unable to load region")) {
      return "no AWS Region found; set AWS_REGION";
    }
    return message;
  }

  private static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? String.valueOf(e.statusCode()) : code;
  }
}
