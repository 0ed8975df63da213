package dev.cwforwarder.subscribe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Keeps one kind of request below a rate. Not thread-safe.
final class TokenBucket {
  private final Duration interval;
  private final Clock clock;
  private Instant next;

  /// @param perSecond requests
  TokenBucket(double perSecond, Clock clock) {
    this.interval = Duration.ofNanos((long) (1e9 / perSecond));
    this.clock = clock;
    this.next = clock.instant();
  }

  /// How long to wait before the next request, which counts as made.
  Duration take() {
    Instant now = clock.instant();
    Instant at = next.isAfter(now) ? next : now;
    next = at.plus(interval);
    return Duration.between(now, at);
  }
}
