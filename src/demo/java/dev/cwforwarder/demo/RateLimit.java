package dev.cwforwarder.demo;

/// Limits the number of requests of a client per minute.
final class RateLimit {
  private static final long MINUTE_MILLIS = 60_000;

  private final int perMinute;
  private long minute;
  private int used;

  RateLimit(int perMinute) {
    this.perMinute = perMinute;
  }

  /// Counts a request and returns whether it is within the limit.
  boolean allows(long millis) {
    if (millis / MINUTE_MILLIS != minute) {
      minute = millis / MINUTE_MILLIS;
      used = 0;
    }
    return ++used <= perMinute;
  }
}
