package dev.cwforwarder.replay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Lets only one replay at a time remove objects. The lease is an object in the bucket that only
/// its holder can renew; its expiry depends only on the bucket's clock. Not thread-safe.
///
/// The lease avoids duplicates in ClickStack. No data is lost without it, because objects are
/// removed only after their delivery.
final class Lease {
  /// Outside all folders that are replayed.
  static final String KEY = "replay/lease.json";

  /// Time to live. After a replay is killed, others wait this long. Renewals are far more frequent.
  static final Duration TIME_TO_LIVE = Duration.ofSeconds(30);

  private final Bucket bucket;
  private final String owner;
  private String version;
  private int renewals;

  private Lease(Bucket bucket, String owner, String version) {
    this.bucket = bucket;
    this.owner = owner;
    this.version = version;
  }

  /// Acquires the lease if it is free or has expired.
  ///
  /// @param owner unique id of this replay
  static Optional<Lease> acquire(Bucket bucket, String owner) throws BucketException {
    Optional<Bucket.Versioned> found = bucket.version(KEY);
    if (found.isPresent() && found.get().age().compareTo(TIME_TO_LIVE) < 0) {
      return Optional.empty();
    }
    String expected = found.map(Bucket.Versioned::version).orElse("");
    return bucket
        .writeIf(KEY, content(owner, 0), expected)
        .map(version -> new Lease(bucket, owner, version));
  }

  /// Extends the lease by [#TIME_TO_LIVE].
  ///
  /// @return whether this replay still holds it
  boolean renew() throws BucketException {
    renewals++;
    Optional<String> renewed = bucket.writeIf(KEY, content(owner, renewals), version);
    renewed.ifPresent(next -> version = next);
    return renewed.isPresent();
  }

  /// Releases the lease if this replay still holds it.
  void release() throws BucketException {
    if (renew()) {
      bucket.delete(List.of(KEY));
    }
  }

  /// Always different, because the bucket may derive versions from the content.
  private static String content(String owner, int renewals) {
    return "{\"owner\":\"%s\",\"renewals\":%d,\"seconds\":%d}"
        .formatted(owner, renewals, TIME_TO_LIVE.toSeconds());
  }
}
