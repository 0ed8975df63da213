package dev.cwforwarder.poll;

/// Ingestion minutes. Minute m holds what was ingested after its beginning up to and with its end,
/// as windows do.
final class Minutes {
  static final long MILLIS = 60_000;

  private Minutes() {}

  /// The minute of an ingestion time.
  static long of(long millis) {
    return Math.floorDiv(millis + MILLIS - 1, MILLIS);
  }

  /// The last moment of minute `minute`.
  static long end(long minute) {
    return minute * MILLIS;
  }

  /// The last end of a minute that is not after `millis`.
  static long floor(long millis) {
    return Math.floorDiv(millis, MILLIS) * MILLIS;
  }
}
