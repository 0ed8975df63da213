package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.replay.Bucket;
import dev.cwforwarder.replay.BucketException;
import dev.cwforwarder.testing.aws.MotoServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

@Tag("slow")
@Timeout(120)
final class S3BucketTest {
  private static final String BUCKET = "failures";

  @Test
  void objectsAreListedReadCopiedAndDeleted() throws BucketException {
    try (MotoServer moto = MotoServer.start();
        S3Client s3 = moto.client(S3FailureStore.client())) {
      moto.createBucket(BUCKET);
      IntStream.range(0, 5).forEach(i -> put(s3, "a/%d/x".formatted(i)));
      Bucket bucket = new S3Bucket(s3, BUCKET);

      assertThat(bucket.folders("a/")).containsExactly("a/0/", "a/1/", "a/2/", "a/3/", "a/4/");
      assertThat(bucket.list("a/", "a/2/x").items())
          .extracting(Bucket.Item::key)
          .containsExactly("a/3/x", "a/4/x");
      assertThat(bucket.list("a/", "").last()).isTrue();
      assertThat(bucket.read("a/0/x", 100)).contains("content".getBytes(StandardCharsets.UTF_8));
      assertThat(bucket.read("a/0/x", 7)).isPresent();
      assertThatThrownBy(() -> bucket.read("a/0/x", 6)).hasMessageContaining("larger than 6 bytes");
      assertThat(bucket.read("a/9/x", 100)).isEmpty();
      bucket.copy("a/0/x", "replayed/a/0/x");
      assertThat(bucket.delete(List.of("a/0/x", "a/1/x", "a/9/x"))).isEmpty();
      assertThat(bucket.list("", "").items())
          .extracting(Bucket.Item::key)
          .containsExactly("a/2/x", "a/3/x", "a/4/x", "replayed/a/0/x");
    }
  }

  @Test
  void aConditionalWriteFailsForAnotherVersion() throws BucketException {
    try (MotoServer moto = MotoServer.start();
        S3Client s3 = moto.client(S3FailureStore.client())) {
      moto.createBucket(BUCKET);
      Bucket bucket = new S3Bucket(s3, BUCKET);

      assertThat(bucket.version("lease")).isEmpty();
      String first = bucket.writeIf("lease", "1", "").orElseThrow();
      assertThat(bucket.writeIf("lease", "2", "")).isEmpty();
      String second = bucket.writeIf("lease", "2", first).orElseThrow();
      assertThat(bucket.writeIf("lease", "3", first)).isEmpty();

      Bucket.Versioned found = bucket.version("lease").orElseThrow();
      assertThat(found.version()).isEqualTo(second);
      assertThat(found.age()).isBetween(Duration.ofSeconds(-1), Duration.ofSeconds(60));
    }
  }

  @Test
  void theErrorNamesAMissingBucketAndARemedy() {
    try (MotoServer moto = MotoServer.start();
        S3Client s3 = moto.client(S3FailureStore.client())) {
      Bucket bucket = new S3Bucket(s3, "no-such-bucket");

      assertThatThrownBy(() -> bucket.folders("aws/"))
          .isInstanceOf(BucketException.class)
          .hasMessageContaining("s3://no-such-bucket/aws/")
          .hasMessageContaining("check FAILURE_BUCKET");
      assertThatThrownBy(() -> bucket.writeIf("lease", "1", ""))
          .isInstanceOf(BucketException.class);
      assertThatThrownBy(() -> bucket.read("a", 1)).isInstanceOf(BucketException.class);
    }
  }

  @Test
  void errorsNameARemedy() {
    assertThat(S3Problems.notDeleted("AccessDenied")).contains("s3:DeleteObject");
    assertThat(S3Problems.notDeleted("ExpiredToken")).contains("log in again");
    assertThat(S3Problems.notDeleted("PermanentRedirect")).contains("AWS_REGION");
    assertThat(S3Problems.notDeleted("SlowDown")).isEqualTo("SlowDown");
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, true",
    "403, InvalidObjectState, true",
    "400, KMS.DisabledException, true",
    "400, KMS.NotFoundException, true",
    "400, InvalidRequest, true",
    "400, ExpiredToken, false",
    "403, SignatureDoesNotMatch, false",
    "403, RequestTimeTooSkewed, false",
    "404, NoSuchBucket, false",
    "301, PermanentRedirect, false",
    "429, TooManyRequestsException, false",
    "500, InternalError, false",
    "503, SlowDown, false"
  })
  void aRefusalOfOneObjectDiffersFromOneOfTheBucket(int status, String code, boolean ofOneObject) {
    AwsServiceException e =
        S3Exception.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();

    BucketException problem = S3Problems.ofObject("GET s3://b/key", "s3:GetObject", e);

    assertThat(problem.isOfOneObject()).isEqualTo(ofOneObject);
    assertThat(problem).hasMessageContaining("GET s3://b/key").hasMessageContaining(code);
  }

  @Test
  void noResponseIsNotAboutOneObject() {
    SdkException e = SdkException.create("connection reset", null);

    assertThat(S3Problems.ofObject("GET s3://b/key", "s3:GetObject", e).isOfOneObject()).isFalse();
  }

  private static void put(S3Client s3, String key) {
    s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString("content"));
  }
}
