package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// A day, and the time formats of various log sources.
///
/// @param from its first instant, midnight UTC unless the day ends now
public record Day(Instant from) {
  /// The length of a day, in milliseconds.
  static final long MILLIS = Duration.ofDays(1).toMillis();

  private static final DateTimeFormatter ISO = utc("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
  private static final DateTimeFormatter PATH = utc("yyyy/MM/dd");
  private static final DateTimeFormatter SECONDS = utc("yyyy-MM-dd HH:mm:ss");
  private static final DateTimeFormatter COMMA = utc("yyyy-MM-dd HH:mm:ss,SSS");
  private static final DateTimeFormatter MICROS = utc("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
  private static final DateTimeFormatter KLOG = utc("MMdd HH:mm:ss.SSSSSS");

  public Day {
    requireNonNull(from, "from is null");
  }

  /// The calendar day in UTC.
  public Day(LocalDate date) {
    this(date.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /// The 24 hours until the minute of `now`.
  static Day until(Instant now) {
    return new Day(now.truncatedTo(ChronoUnit.MINUTES).minusMillis(MILLIS));
  }

  /// The calendar day in UTC on which it starts.
  LocalDate date() {
    return LocalDate.ofInstant(from, ZoneOffset.UTC);
  }

  /// Milliseconds since the epoch, `time` such as `14:20` or `14:20:30` after the start.
  long at(String time) {
    return start() + LocalTime.parse(time).toNanoOfDay() / 1_000_000;
  }

  /// Its first millisecond, since the epoch.
  long start() {
    return from.toEpochMilli();
  }

  /// The first millisecond after it.
  long end() {
    return start() + MILLIS;
  }

  /// `2025/12/07`, the prefix of Lambda's log streams.
  static String path(long millis) {
    return PATH.format(Instant.ofEpochMilli(millis));
  }

  /// `2025-12-07T14:20:00.000Z`.
  static String iso(long millis) {
    return ISO.format(Instant.ofEpochMilli(millis));
  }

  /// `2025-12-07T14:20:00.000000Z`, as Kubernetes writes.
  static String micros(long millis) {
    return MICROS.format(Instant.ofEpochMilli(millis));
  }

  /// `2025-12-07 14:20:00 UTC`, as PostgreSQL writes.
  static String postgres(long millis) {
    return SECONDS.format(Instant.ofEpochMilli(millis)) + " UTC";
  }

  /// `2025-12-07 14:20:00,000`, as Python writes.
  static String python(long millis) {
    return COMMA.format(Instant.ofEpochMilli(millis));
  }

  /// `1207 14:20:00.000000`, as Kubernetes' klog writes.
  static String klog(long millis) {
    return KLOG.format(Instant.ofEpochMilli(millis));
  }

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
