package dev.cwforwarder.subscribe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Limits the rate of one kind of request. Not thread-safe.
final class TokenBucket {
  private final Duration interval;
  private final Clock clock;
  private Instant next;

  /// @param perSecond requests allowed per second
  TokenBucket(double perSecond, Clock clock) {
    this.interval = Duration.ofNanos((long) (1e9 / perSecond));
    this.clock = clock;
    this.next = clock.instant();
  }

  /// Reserves the next request. Returns how long to wait before making it.
  Duration take() {
    Instant now = clock.instant();
    Instant at = next.isAfter(now) ? next : now;
    next = at.plus(interval);
    return Duration.between(now, at);
  }
}
