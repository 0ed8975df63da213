package dev.cwforwarder.model;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// The moment by which the current work must be done.
public record Deadline(Instant at, Clock clock) {
  public Deadline {
    requireNonNull(at, "at is null");
    requireNonNull(clock, "clock is null");
  }

  /// The moment `time` from now.
  public static Deadline in(Duration time, Clock clock) {
    return new Deadline(clock.instant().plus(time), clock);
  }

  /// Time left; zero once the moment has passed.
  public Duration remaining() {
    Duration left = Duration.between(clock.instant(), at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// Whether `work` still fits.
  public boolean allows(Duration work) {
    return remaining().compareTo(work) > 0;
  }

  /// The same moment, `margin` earlier.
  public Deadline minus(Duration margin) {
    return new Deadline(at.minus(margin), clock);
  }
}
