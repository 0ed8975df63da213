package dev.cwforwarder.export;

import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The UTC days of the records of a request. ClickStack's tables are partitioned by day, and
/// ClickHouse refuses an insert of more than 100 partitions, with all of its rows.
final class RecordDays {
  /// More than a usual payload has, and few enough for the requests of several senders to be
  /// inserted together.
  static final int MAX_PER_REQUEST = 10;

  private static final long DAY_NANOS = Duration.ofDays(1).toNanos();

  private RecordDays() {}

  /// Days since the epoch.
  static Set<Long> of(List<LogRecordData> records) {
    Set<Long> days = new HashSet<>();
    long last = Long.MIN_VALUE;
    for (LogRecordData one : records) {
      long day = Math.floorDiv(one.getTimestampEpochNanos(), DAY_NANOS);
      if (day != last) {
        days.add(day);
        last = day;
      }
    }
    return days;
  }
}
