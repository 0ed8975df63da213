package dev.cwforwarder.poll;

/// Ingestion minutes. Like a window, a minute excludes the moment of its start and includes that of
/// its end.
final class Minutes {
  static final long MILLIS = 60_000;

  private Minutes() {}

  /// The minute of an ingestion time.
  static long of(long millis) {
    return Math.floorDiv(millis + MILLIS - 1, MILLIS);
  }

  /// The last moment of a minute, in milliseconds since the epoch.
  static long end(long minute) {
    return minute * MILLIS;
  }

  /// `millis` rounded down to the end of a minute.
  static long floor(long millis) {
    return Math.floorDiv(millis, MILLIS) * MILLIS;
  }
}
