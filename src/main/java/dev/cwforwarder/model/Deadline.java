package dev.cwforwarder.model;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// The time by which the current work must be done.
public record Deadline(Instant at, Clock clock) {
  public Deadline {
    requireNonNull(at, "at is null");
    requireNonNull(clock, "clock is null");
  }

  /// The deadline `time` from now.
  public static Deadline in(Duration time, Clock clock) {
    return new Deadline(clock.instant().plus(time), clock);
  }

  /// The remaining time; zero after the deadline.
  public Duration remaining() {
    Duration left = Duration.between(clock.instant(), at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// Whether more than `work` remains.
  public boolean allows(Duration work) {
    return remaining().compareTo(work) > 0;
  }

  /// The deadline `margin` earlier.
  public Deadline minus(Duration margin) {
    return new Deadline(at.minus(margin), clock);
  }
}
