package dev.cwforwarder.config;

import dev.cwforwarder.config.text.GoDuration;
import dev.cwforwarder.poll.PollPlan;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;

/// A time in the past: a time such as `2026-01-31T00:00:00Z`, or an age such as `24h`.
public final class PastTime {
  private static final Duration MAX_AGE = Duration.ofDays(3653);

  private PastTime() {}

  /// Parses a time or an age.
  ///
  /// @throws IllegalArgumentException stating what was expected
  public static PollPlan.StartFrom parse(String raw) {
    try {
      return new PollPlan.StartFrom.At(OffsetDateTime.parse(raw).toInstant());
    } catch (DateTimeException _) {
      // Not a time: must be an age.
    }
    try {
      return age(raw);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a time such as 2026-01-31T00:00:00Z or an age such as 24h, got '" + raw + "'",
          e);
    }
  }

  /// Only an age.
  static PollPlan.StartFrom age(String raw) {
    return new PollPlan.StartFrom.Age(GoDuration.between(raw, Duration.ZERO, MAX_AGE));
  }
}
