package dev.cwforwarder.aws;

import dev.cwforwarder.replay.BucketException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Converts errors of S3 to a [BucketException] that names a remedy.
final class S3Problems {
  private static final int CLIENT_ERROR = 400;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  /// Error codes that say nothing about the object of the request.
  private static final Set<String> OF_ALL_OBJECTS =
      Set.of(
          "NoSuchBucket",
          "InvalidBucketName",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException",
          "AllAccessDisabled",
          "AccountProblem",
          "RequestTimeTooSkewed",
          "RequestTimeout",
          "KMS.ThrottlingException");

  private S3Problems() {}

  /// @param request the operation and its resource, e.g. `GET s3://bucket/key`
  /// @param action the IAM action that the operation requires
  static BucketException of(String request, String action, SdkException e) {
    AwsAnswer answer = AwsAnswer.of(e);
    return new BucketException(answer.sentence(request, action, remedy(answer.code())), e);
  }

  /// Like [#of], for a request for one object. Its answer may be about this object only: another
  /// KMS key, an archived object, a policy.
  static BucketException ofObject(String request, String action, SdkException e) {
    BucketException problem = of(request, action, e);
    return isOfOneObject(AwsAnswer.of(e))
        ? BucketException.ofOneObject(String.valueOf(problem.getMessage()), e)
        : problem;
  }

  private static boolean isOfOneObject(AwsAnswer answer) {
    return switch (answer.kind()) {
      case DENIED -> true;
      case OTHER ->
          answer.status() >= CLIENT_ERROR
              && answer.status() < SERVER_ERROR
              && answer.status() != REQUEST_TIMEOUT
              && answer.status() != TOO_MANY_REQUESTS
              && !OF_ALL_OBJECTS.contains(answer.code());
      case THROTTLED, CREDENTIALS, NO_CREDENTIALS, NO_RESPONSE, SERVER_ERROR -> false;
    };
  }

  /// The HTTP status of the response; 0 if there was none.
  static int status(BucketException e) {
    return e.getCause() instanceof AwsServiceException service ? service.statusCode() : 0;
  }

  static boolean isMissingBucket(BucketException e) {
    return e.getCause() instanceof AwsServiceException service
        && AwsAnswer.of(service).code().equals("NoSuchBucket");
  }

  /// The reason why one of several objects could not be deleted.
  ///
  /// @param code S3's error code for the object
  static String notDeleted(String code) {
    return AwsAnswer.of(0, code, "").reason("s3:DeleteObject", remedy(code));
  }

  private static String remedy(String code) {
    return switch (code) {
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          "the bucket is in another Region; set AWS_REGION to its Region";
      case "InvalidObjectState" -> "the object is archived; restore it, then replay it";
      case "NoSuchBucket" -> "there is no such bucket; check FAILURE_BUCKET";
      default -> "";
    };
  }
}
