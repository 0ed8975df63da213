package dev.cwforwarder.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that moves only on request, and another that differs from it.
final class SimulatedClock extends Clock {
  private Instant now;

  SimulatedClock(Instant now) {
    this.now = now;
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("UTC only");
  }

  /// A clock that is ahead of the right one by `skew`.
  static final class Skewed extends Clock {
    private final Clock right;
    private Duration skew = Duration.ZERO;

    Skewed(Clock right) {
      this.right = right;
    }

    void skew(Duration wrongBy) {
      skew = wrongBy;
    }

    @Override
    public Instant instant() {
      return right.instant().plus(skew);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("UTC only");
    }
  }
}
