package dev.cwforwarder.export;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// The UTC days of the records of a request. ClickStack's tables are partitioned by day, and
/// ClickHouse refuses an insert of more than 100 partitions, with all of its rows.
final class RecordDays {
  /// More than a usual payload has, and few enough for the requests of several senders to be
  /// inserted together.
  static final int MAX_PER_REQUEST = 10;

  private static final long DAY_NANOS = Duration.ofDays(1).toNanos();

  private final Set<Long> days = new HashSet<>();
  private long last = Long.MIN_VALUE;

  /// Adds the day of a time in nanoseconds since the epoch.
  void add(long epochNanos) {
    long day = Math.floorDiv(epochNanos, DAY_NANOS);
    if (day != last) {
      days.add(day);
      last = day;
    }
  }

  /// Days since the epoch.
  Set<Long> days() {
    return days;
  }
}
