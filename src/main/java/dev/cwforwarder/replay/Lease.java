package dev.cwforwarder.replay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Lets one replay at a time remove objects: an object in the bucket that only its holder can
/// renew. Whether it has run out is told by the bucket's clock alone. Not thread-safe.
///
/// Nothing is lost without it, since objects go only after their delivery: it spares ClickStack
/// duplicates.
final class Lease {
  /// Outside everything that is replayed.
  static final String KEY = "replay/lease.json";

  /// A killed replay keeps others out for so long. Renewed far more often.
  static final Duration TIME = Duration.ofSeconds(30);

  private final Bucket bucket;
  private final String owner;
  private String version;
  private int renewals;

  private Lease(Bucket bucket, String owner, String version) {
    this.bucket = bucket;
    this.owner = owner;
    this.version = version;
  }

  /// The lease, if it is free or has run out.
  ///
  /// @param owner unique for this run
  static Optional<Lease> take(Bucket bucket, String owner) throws BucketException {
    Optional<Bucket.Versioned> found = bucket.version(KEY);
    if (found.isPresent() && found.get().age().compareTo(TIME) < 0) {
      return Optional.empty();
    }
    String expected = found.map(Bucket.Versioned::version).orElse("");
    return bucket
        .writeIf(KEY, content(owner, 0), expected)
        .map(version -> new Lease(bucket, owner, version));
  }

  /// Whether it is still ours; then it is for [#TIME] more.
  boolean renew() throws BucketException {
    renewals++;
    Optional<String> renewed = bucket.writeIf(KEY, content(owner, renewals), version);
    renewed.ifPresent(next -> version = next);
    return renewed.isPresent();
  }

  /// Gives it back, if it is still ours.
  void release() throws BucketException {
    if (renew()) {
      bucket.delete(List.of(KEY));
    }
  }

  /// No two are the same: versions may be made of the content.
  private static String content(String owner, int renewals) {
    return "{\"owner\":\"%s\",\"renewals\":%d,\"seconds\":%d}"
        .formatted(owner, renewals, TIME.toSeconds());
  }
}
