package dev.cwforwarder.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How long ClickStack retains records. It deletes older ones soon after they arrive.
///
/// @param days at least 1
public record Retention(int days) {
  /// The time to live of ClickStack's tables, unless someone changed it.
  public static final Retention DEFAULT = new Retention(30);

  /// Nothing is older.
  public static final Retention UNLIMITED = new Retention(Integer.MAX_VALUE);

  /// Its first instant: the start of a day, because ClickStack deletes whole days.
  public Instant start(Instant now) {
    return now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days));
  }

  /// Refuses to request records of `from` if they are older.
  ///
  /// @throws IllegalArgumentException stating the limit, and how to request them all the same
  public void check(Instant from, Instant now) {
    Instant start = start(now);
    if (from.isBefore(start)) {
      throw new IllegalArgumentException(
          ("%s is before %s, where ClickStack's retention of %d days starts: ClickStack deletes"
                  + " older records soon after they arrive. Set CLICKSTACK_RETENTION_DAYS if it"
                  + " retains them longer, or include expired records (--include-expired,"
                  + " \"includeExpired\": true)")
              .formatted(from, start, days));
    }
  }
}
