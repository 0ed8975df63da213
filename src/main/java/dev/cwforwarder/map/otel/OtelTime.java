package dev.cwforwarder.map.otel;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The window around CloudWatch's time of an event in which a time of its content is used. The
/// storage refuses an insert over more than 100 days, with all of its rows.
final class OtelTime {
  private static final Duration BEFORE = Duration.ofDays(14);
  private static final Duration AFTER = Duration.ofHours(2);

  private OtelTime() {}

  static boolean isInWindow(long nanos, long eventMillis) {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    return millis >= eventMillis - BEFORE.toMillis() && millis <= eventMillis + AFTER.toMillis();
  }
}
