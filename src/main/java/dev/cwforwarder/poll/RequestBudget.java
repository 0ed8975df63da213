package dev.cwforwarder.poll;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Limits the requests to an account and Region: half the rate after each throttled request,
/// slightly more after each success. Other clients share the same quota. Thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html">Quotas
///   of CloudWatch Logs</a>
final class RequestBudget {
  /// The quota of `FilterLogEvents` is 5 to 25 requests a second, depending on the Region.
  static final double MAX_PER_SECOND = 10;

  private static final double INITIAL_PER_SECOND = 4;
  private static final double MIN_PER_SECOND = 0.2;
  private static final double INCREASE = 0.1;

  private final Clock clock;
  private final Sleeper sleeper;
  private double perSecond = INITIAL_PER_SECOND;
  private Instant next;

  RequestBudget(Clock clock, Sleeper sleeper) {
    this.clock = clock;
    this.sleeper = sleeper;
    this.next = clock.instant();
  }

  /// Waits until a request may be made.
  ///
  /// @return false if that is after the deadline: then no request may be made
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
    perSecond = Math.min(MAX_PER_SECOND, perSecond + INCREASE);
  }

  synchronized void throttled() {
    perSecond = Math.max(MIN_PER_SECOND, perSecond / 2);
    next = clock.instant().plusNanos((long) (1e9 / perSecond));
  }
}
