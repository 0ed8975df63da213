package dev.cwforwarder.poll;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// How many requests an account and Region may get: fewer at once when AWS throttles, more again
/// little by little. People and other tools share the same quota. Thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html">Quotas
///   of CloudWatch Logs</a>
final class RequestBudget {
  /// `FilterLogEvents` may be called 5 to 25 times a second, by Region.
  static final double MOST_PER_SECOND = 10;

  private static final double FIRST = 4;
  private static final double LEAST = 0.2;
  private static final double MORE_AFTER_SUCCESS = 0.1;

  private final Clock clock;
  private final Sleeper sleeper;
  private double perSecond = FIRST;
  private Instant next;

  RequestBudget(Clock clock, Sleeper sleeper) {
    this.clock = clock;
    this.sleeper = sleeper;
    this.next = clock.instant();
  }

  /// Waits until a request may be made.
  ///
  /// @return false if that would be after the deadline; then none may be made
  boolean take(Deadline deadline) throws InterruptedException {
    Duration wait;
    synchronized (this) {
      Instant now = clock.instant();
      Instant at = next.isAfter(now) ? next : now;
      wait = Duration.between(now, at);
      if (!deadline.allows(wait)) {
        return false;
      }
      next = at.plusNanos((long) (1e9 / perSecond));
    }
    if (!wait.isZero()) {
      sleeper.sleep(wait);
    }
    return true;
  }

  synchronized void succeeded() {
    perSecond = Math.min(MOST_PER_SECOND, perSecond + MORE_AFTER_SUCCESS);
  }

  synchronized void throttled() {
    perSecond = Math.max(LEAST, perSecond / 2);
    next = clock.instant().plusNanos((long) (1e9 / perSecond));
  }
}
