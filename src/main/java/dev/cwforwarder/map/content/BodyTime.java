package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.severity.SeverityNames;
import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.logs.Severity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/// Extracts the time at which a message was logged from the message itself: from a field of an
/// object, or from a date and time in the prefix of a line (`2026-01-01T12:00:00.123Z`, `2026-01-01
/// 12:00:00,123`, `2026/01/01 12:00:00`, klog's `I0101 12:00:00.123456`).
///
/// An implausible time is ignored: one that CloudWatch would not accept as an event's timestamp, or
/// one without an offset from UTC that differs so much that it may be a local time.
final class BodyTime {
  /// CloudWatch accepts events of the last 14 days and the next 2 hours.
  private static final long MAX_BEFORE = Duration.ofDays(14).toNanos();

  private static final long MAX_AFTER = Duration.ofHours(2).toNanos();

  /// The smallest difference between two time zones.
  private static final long MAX_DIFFERENCE_WITHOUT_OFFSET = Duration.ofMinutes(15).toNanos();

  /// The maximum length of the text before the time: `[ERROR]⇥`, `level=info time="`.
  private static final int MAX_TIME_START = 32;

  private static final long NANOS = 1_000_000_000L;
  private static final String DATE_TIME = "0000-00-00T00:00:00";

  /// The prefix of Kubernetes' klog, which has neither a year nor an offset from UTC.
  ///
  /// @see <a href="https://pkg.go.dev/k8s.io/klog/v2">klog</a>
  private static final String KLOG = "I0000 00:00:00.000000 ";

  private final String text;
  private int at;
  private boolean hasOffset;

  private BodyTime(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /// Returns nanoseconds since the epoch; 0 if the message contains no time.
  ///
  /// @param eventMillis the event's timestamp in CloudWatch, which is valid
  static long of(String message, RecordBuilder builder, long eventMillis) {
    long event = eventMillis * 1_000_000;
    long klog = klog(message, eventMillis);
    if (klog != 0) {
      return Math.abs(klog - event) <= MAX_DIFFERENCE_WITHOUT_OFFSET ? klog : 0;
    }
    if (builder.timeNanos != 0) {
      return isPlausible(builder.timeNanos - event) ? builder.timeNanos : 0;
    }
    String timeField = builder.time;
    BodyTime time = timeField == null ? inPrefix(message) : new BodyTime(timeField, 0);
    long nanos = time.parse();
    boolean plausible =
        time.hasOffset
            ? isPlausible(nanos - event)
            : Math.abs(nanos - event) <= MAX_DIFFERENCE_WITHOUT_OFFSET;
    return plausible ? nanos : 0;
  }

  private static boolean isPlausible(long difference) {
    return difference >= -MAX_BEFORE && difference <= MAX_AFTER;
  }

  /// Converts seconds, milliseconds, microseconds or nanoseconds since the epoch, distinguished by
  /// magnitude, to nanoseconds; 0 if the number is none of them.
  static long nanos(long number) {
    long unit = NANOS;
    for (long min = NANOS; unit > 0; min *= 1000) {
      if (number >= min && number / 10 < min) {
        return number * unit;
      }
      unit /= 1000;
    }
    return 0;
  }

  static long nanos(double number) {
    long whole = (long) number;
    long nanos = nanos(whole);
    // Only for seconds does the fraction matter.
    return nanos == whole * NANOS ? nanos + Math.round((number - whole) * NANOS) : nanos;
  }

  /// Starts at the first digit within the prefix of the line.
  private static BodyTime inPrefix(String message) {
    int end = Math.min(message.length(), MAX_TIME_START);
    int at = 0;
    while (at < end && !MessageText.isDigit(message, at)) {
      at++;
    }
    return new BodyTime(message, at);
  }

  private long parse() {
    if (!matches(DATE_TIME)) {
      return 0;
    }
    try {
      return nanos(LocalDate.of(digits(4), digitsAfterSeparator(2), digitsAfterSeparator(2)));
    } catch (DateTimeException _) {
      return 0; // 2026-13-45
    }
  }

  /// The time in the prefix of a line of klog, in the year that is closest to the event's time; 0
  /// if there is none.
  private static long klog(String line, long eventMillis) {
    BodyTime time = new BodyTime(line, 0);
    boolean isKlog =
        !line.isEmpty()
            && SeverityNames.ofLetter(line.charAt(0)) != Severity.UNDEFINED_SEVERITY_NUMBER
            && time.matches(KLOG);
    if (!isKlog) {
      return 0;
    }
    LocalDate event = LocalDate.ofInstant(Instant.ofEpochMilli(eventMillis), ZoneOffset.UTC);
    int month = time.digitsAfterSeparator(2);
    // At most one of them is a December and the other a January.
    int years = (event.getMonthValue() - month) / 11;
    try {
      return time.nanos(LocalDate.of(event.getYear() + years, month, time.digits(2)));
    } catch (DateTimeException _) {
      return 0; // I1345 25:00:00.000000
    }
  }

  /// The time at [#at], behind a separator, on a day.
  private long nanos(LocalDate day) {
    LocalTime time =
        LocalTime.of(digitsAfterSeparator(2), digitsAfterSeparator(2), digitsAfterSeparator(2));
    long seconds = day.toEpochDay() * Duration.ofDays(1).toSeconds() + time.toSecondOfDay();
    long fraction = fraction();
    return (seconds - offsetSeconds()) * NANOS + fraction;
  }

  /// Whether the text has this form: `0` is a digit, `I` any letter.
  private boolean matches(String form) {
    if (text.length() < at + form.length()) {
      return false;
    }
    for (int i = 0; i < form.length(); i++) {
      char c = text.charAt(at + i);
      boolean matches =
          switch (form.charAt(i)) {
            case '0' -> c >= '0' && c <= '9';
            case '-' -> c == '-' || c == '/';
            case 'T' -> c == 'T' || c == ' ';
            case 'I' -> true;
            default -> c == form.charAt(i);
          };
      if (!matches) {
        return false;
      }
    }
    return true;
  }

  private int digits(int count) {
    int value = Integer.parseInt(text, at, at + count, 10);
    at += count;
    return value;
  }

  private int digitsAfterSeparator(int count) {
    at++;
    return digits(count);
  }

  /// Up to nine digits after a point or a comma, as nanoseconds.
  private long fraction() {
    if (at >= text.length() || (text.charAt(at) != '.' && text.charAt(at) != ',')) {
      return 0;
    }
    long nanos = 0;
    long unit = NANOS;
    for (at++; MessageText.isDigit(text, at); at++) {
      unit /= 10;
      nanos += unit * (text.charAt(at) - '0');
    }
    return nanos;
  }

  /// The offset `Z`, ` UTC`, `+02:00` or `+0200`; 0 if there is none.
  private long offsetSeconds() {
    if (text.startsWith("Z", at) || text.startsWith(" UTC", at)) {
      hasOffset = true;
      return 0;
    }
    boolean signed = at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
    int colon = text.startsWith(":", at + 3) ? 1 : 0;
    if (!signed || !areDigits(at + 1) || !areDigits(at + 3 + colon)) {
      return 0;
    }
    hasOffset = true;
    int hours = Integer.parseInt(text, at + 1, at + 3, 10);
    int minutes = Integer.parseInt(text, at + 3 + colon, at + 5 + colon, 10);
    int seconds = (hours * 60 + minutes) * 60;
    return text.charAt(at) == '-' ? -seconds : seconds;
  }

  private boolean areDigits(int from) {
    return MessageText.isDigit(text, from) && MessageText.isDigit(text, from + 1);
  }
}
