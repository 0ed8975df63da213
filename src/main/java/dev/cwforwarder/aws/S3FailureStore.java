package dev.cwforwarder.aws;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.store.DocumentFormat;
import dev.cwforwarder.store.DocumentKey;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// Stores failure documents as objects of an S3 bucket. Thread-safe.
///
/// Building the client takes 0.5 s of CPU time, so it is built when the first document is stored.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html">PutObject</a>
public final class S3FailureStore implements FailureStore {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

  private final S3Client s3;
  private final String bucket;
  private final String functionName;

  S3FailureStore(S3Client s3, String bucket, String functionName) {
    this.s3 = s3;
    this.bucket = bucket;
    this.functionName = functionName;
  }

  /// A store in `bucket` of this environment's Region, with its credentials.
  ///
  /// @param functionName part of every key
  /// @throws StoreException if the environment has no Region
  public static S3FailureStore open(String bucket, String functionName) throws StoreException {
    try {
      return new S3FailureStore(client().build(), bucket, functionName);
    } catch (SdkException e) {
      throw new StoreException(
          "cannot build an S3 client for s3://%s: %s".formatted(bucket, e.getMessage()), e);
    }
  }

  /// The configuration of every S3 client: short timeouts for each of the SDK's attempts.
  static S3ClientBuilder client() {
    return S3Client.builder()
        .httpClientBuilder(
            AwsHttp.builder().connectionTimeout(CONNECT_TIMEOUT).socketTimeout(SOCKET_TIMEOUT));
  }

  @Override
  public void store(FailureDocument document, Deadline deadline) throws StoreException {
    put(
        DocumentKey.of(document, functionName),
        "application/gzip",
        DocumentFormat.gzippedJson(document),
        deadline);
  }

  /// Overwrites one object, which a lifecycle rule expires: the functions may delete nothing.
  @Override
  public void probe(Deadline deadline) throws StoreException {
    byte[] text = "self-check".getBytes(StandardCharsets.US_ASCII);
    put("check/" + functionName, "text/plain", text, deadline);
  }

  private void put(String key, String contentType, byte[] content, Deadline deadline)
      throws StoreException {
    Duration remaining = deadline.remaining();
    if (remaining.isZero()) {
      throw failure(key, "no time left in this invocation", null);
    }
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentType(contentType)
            .checksumAlgorithm(ChecksumAlgorithm.CRC32)
            .overrideConfiguration(settings -> settings.apiCallTimeout(remaining))
            .build();
    try {
      s3.putObject(request, RequestBody.fromBytes(content));
    } catch (SdkException e) {
      throw failure(key, AwsAnswer.of(e).reason("s3:PutObject", ""), e);
    }
  }

  private StoreException failure(String key, String reason, @Nullable Exception cause) {
    return new StoreException("PUT s3://%s/%s failed: %s".formatted(bucket, key, reason), cause);
  }
}
