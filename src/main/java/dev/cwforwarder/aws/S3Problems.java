package dev.cwforwarder.aws;

import dev.cwforwarder.replay.BucketException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Converts errors of S3 to a [BucketException] that names a remedy.
final class S3Problems {
  private S3Problems() {}

  /// @param request the operation and its resource, e.g. `GET s3://bucket/key`
  /// @param action the IAM action that the operation requires
  static BucketException of(String request, String action, SdkException e) {
    AwsAnswer answer = AwsAnswer.of(e);
    return new BucketException(answer.sentence(request, action, remedy(answer.code())), e);
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
      case "NoSuchBucket" -> "there is no such bucket; check FAILURE_BUCKET";
      default -> "";
    };
  }
}
