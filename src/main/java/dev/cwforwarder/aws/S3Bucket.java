package dev.cwforwarder.aws;

import dev.cwforwarder.replay.Bucket;
import dev.cwforwarder.replay.BucketException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// The failure bucket in S3. Thread-safe.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">
///   Conditional writes</a>
public final class S3Bucket implements Bucket {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  /// Limits one call, including the SDK's retries.
  private static final Duration MAX_CALL = Duration.ofSeconds(10);

  private final S3Client s3;
  private final String bucket;

  S3Bucket(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /// `bucket` in this environment's Region, with its credentials.
  ///
  /// @throws BucketException if the environment has no Region
  public static S3Bucket open(String bucket) throws BucketException {
    try {
      return new S3Bucket(
          S3FailureStore.client()
              .overrideConfiguration(settings -> settings.apiCallTimeout(MAX_CALL))
              .build(),
          bucket);
    } catch (SdkException e) {
      throw S3Problems.of("opening s3://" + bucket, "", e);
    }
  }

  @Override
  public List<String> folders(String prefix) throws BucketException {
    List<String> folders = new ArrayList<>();
    String token = null;
    do {
      String pageToken = token;
      ListObjectsV2Response page =
          call(
              "listing s3://%s/%s".formatted(bucket, prefix),
              "s3:ListBucket",
              () ->
                  s3.listObjectsV2(
                      list ->
                          list.bucket(bucket)
                              .prefix(prefix)
                              .delimiter("/")
                              .continuationToken(pageToken)));
      page.commonPrefixes().stream().map(CommonPrefix::prefix).forEach(folders::add);
      token = page.nextContinuationToken();
      if (Paging.isStuck(pageToken, token)) {
        throw noProgress(prefix);
      }
    } while (token != null);
    return folders;
  }

  @Override
  public Page list(String prefix, String after) throws BucketException {
    ListObjectsV2Response page =
        call(
            "listing s3://%s/%s".formatted(bucket, prefix),
            "s3:ListBucket",
            () ->
                s3.listObjectsV2(
                    list ->
                        list.bucket(bucket)
                            .prefix(prefix)
                            .startAfter(after.isEmpty() ? null : after)
                            .maxKeys(PAGE)));
    if (page.hasContents() && page.contents().getLast().key().equals(after)) {
      throw noProgress(prefix);
    }
    return new Page(
        page.contents().stream()
            .map(object -> new Item(object.key(), object.size(), object.lastModified()))
            .toList(),
        !page.isTruncated());
  }

  private BucketException noProgress(String prefix) {
    return new BucketException(
        Paging.problem("listing s3://%s/%s".formatted(bucket, prefix)), null);
  }

  @Override
  public Optional<byte[]> read(String key, int maxBytes) throws BucketException {
    String request = "GET s3://%s/%s".formatted(bucket, key);
    Optional<byte[]> content =
        found(
            () ->
                callForObject(
                    request,
                    "s3:GetObject (and kms:Decrypt, if a KMS key encrypts it)",
                    () -> get(key, maxBytes)));
    if (content.isPresent() && content.get().length > maxBytes) {
      throw BucketException.ofOneObject(
          "%s failed: it is larger than %d bytes".formatted(request, maxBytes), null);
    }
    return content;
  }

  /// At most one byte more than `maxBytes`.
  private byte[] get(String key, int maxBytes) {
    try (ResponseInputStream<GetObjectResponse> content =
        s3.getObject(get -> get.bucket(bucket).key(key))) {
      return content.readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw SdkException.create(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Map<String, String> delete(List<String> keys) throws BucketException {
    List<ObjectIdentifier> objects =
        keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    DeleteObjectsResponse answer =
        call(
            "deleting from s3://" + bucket,
            "s3:DeleteObject",
            () ->
                s3.deleteObjects(
                    delete -> delete.bucket(bucket).delete(d -> d.objects(objects).quiet(true))));
    Map<String, String> failed = new LinkedHashMap<>();
    answer.errors().forEach(error -> failed.put(error.key(), S3Problems.notDeleted(error.code())));
    return failed;
  }

  @Override
  public void copy(String from, String to) throws BucketException {
    callForObject(
        "copying s3://%s/%s to %s".formatted(bucket, from, to),
        "s3:GetObject and s3:PutObject",
        () ->
            s3.copyObject(
                copy ->
                    copy.sourceBucket(bucket)
                        .sourceKey(from)
                        .destinationBucket(bucket)
                        .destinationKey(to)));
  }

  @Override
  public Optional<Versioned> version(String key) throws BucketException {
    return found(
        () -> {
          HeadObjectResponse head =
              call(
                  "HEAD s3://%s/%s".formatted(bucket, key),
                  "s3:GetObject",
                  () -> s3.headObject(request -> request.bucket(bucket).key(key)));
          Instant now =
              head.sdkHttpResponse()
                  .firstMatchingHeader("Date")
                  .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
                  .map(ZonedDateTime::toInstant)
                  .orElse(head.lastModified());
          return new Versioned(head.eTag(), Duration.between(head.lastModified(), now));
        });
  }

  @Override
  public Optional<String> writeIf(String key, String content, String expected)
      throws BucketException {
    PutObjectRequest.Builder put = PutObjectRequest.builder().bucket(bucket).key(key);
    PutObjectRequest request =
        (expected.isEmpty() ? put.ifNoneMatch("*") : put.ifMatch(expected)).build();
    try {
      return Optional.of(
          call(
              "PUT s3://%s/%s".formatted(bucket, key),
              "s3:PutObject",
              () -> s3.putObject(request, RequestBody.fromString(content)).eTag()));
    } catch (BucketException e) {
      int status = S3Problems.status(e);
      if (status == PRECONDITION_FAILED || status == CONFLICT || status == NOT_FOUND) {
        if (!S3Problems.isMissingBucket(e)) {
          return Optional.empty();
        }
      }
      throw e;
    }
  }

  private interface Call<T> {
    T run() throws BucketException;
  }

  private static <T> Optional<T> found(Call<T> call) throws BucketException {
    try {
      return Optional.of(call.run());
    } catch (BucketException e) {
      if (S3Problems.status(e) == NOT_FOUND && !S3Problems.isMissingBucket(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static <T> T callForObject(String request, String action, Supplier<T> call)
      throws BucketException {
    try {
      return call.get();
    } catch (SdkException e) {
      throw S3Problems.ofObject(request, action, e);
    }
  }

  private static <T> T call(String request, String action, Supplier<T> call)
      throws BucketException {
    try {
      return call.get();
    } catch (SdkException e) {
      throw S3Problems.of(request, action, e);
    }
  }
}
