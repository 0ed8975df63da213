package dev.cwforwarder.map.content;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;

/// The time a message itself says it was logged at: a field of an object, or a date and time in the
/// head of a line (`2026-01-01T12:00:00.123Z`, `2026-01-01 12:00:00,123`, `2026/01/01 12:00:00`).
///
/// A time that cannot be meant is none: more than a day from CloudWatch's, or, without an offset
/// from UTC, so far from it that it may be a local one.
final class BodyTime {
  /// Applications log to CloudWatch late, but not as late as that.
  private static final long FARTHEST = Duration.ofHours(24).toNanos();

  /// No two time zones are closer together.
  private static final long FARTHEST_WITHOUT_OFFSET = Duration.ofMinutes(15).toNanos();

  /// How much may stand before it: `[ERROR]⇥`, `level=info time="`.
  private static final int LATEST_BEGIN = 32;

  private static final long NANOS = 1_000_000_000L;

  /// `2026-01-01T12:00:00`.
  private static final int DATE_AND_TIME = 19;

  private final String text;
  private int at;
  private boolean zoned;

  private BodyTime(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /// Nanoseconds since the epoch; 0 when the message does not say.
  ///
  /// @param eventMillis CloudWatch's time of the event
  static long of(String message, RecordBuilder draft, long eventMillis) {
    long event = eventMillis * 1_000_000;
    if (draft.timeNanos != 0) {
      return Math.abs(draft.timeNanos - event) <= FARTHEST ? draft.timeNanos : 0;
    }
    String field = draft.time;
    BodyTime time = field == null ? head(message) : new BodyTime(field, 0);
    long nanos = time.parse();
    long farthest = time.zoned ? FARTHEST : FARTHEST_WITHOUT_OFFSET;
    return Math.abs(nanos - event) <= farthest ? nanos : 0;
  }

  /// A number of seconds, milliseconds, microseconds or nanoseconds since the epoch, by its size; 0
  /// for one that can be none of them.
  static long nanos(long number) {
    long unit = NANOS;
    for (long least = NANOS; unit > 0; least *= 1000) {
      if (number >= least && number / 10 < least) {
        return number * unit;
      }
      unit /= 1000;
    }
    return 0;
  }

  static long nanos(double number) {
    long whole = (long) number;
    long nanos = nanos(whole);
    // Only seconds have parts worth keeping.
    return nanos == whole * NANOS ? nanos + Math.round((number - whole) * NANOS) : nanos;
  }

  /// Where a digit first stands in a line that begins with a bracket, a field or a digit.
  private static BodyTime head(String message) {
    int end = Math.min(message.length(), LATEST_BEGIN);
    int at = 0;
    while (at < end && !isDigit(message, at)) {
      at++;
    }
    return new BodyTime(message, at);
  }

  private long parse() {
    if (text.length() < at + DATE_AND_TIME || !isDateAndTime()) {
      return 0;
    }
    try {
      long day = LocalDate.of(digits(4), digitsAfterSign(2), digitsAfterSign(2)).toEpochDay();
      LocalTime time = LocalTime.of(digitsAfterSign(2), digitsAfterSign(2), digitsAfterSign(2));
      long seconds = day * Duration.ofDays(1).toSeconds() + time.toSecondOfDay();
      long fraction = fraction();
      return (seconds - offsetSeconds()) * NANOS + fraction;
    } catch (DateTimeException _) {
      return 0; // 2026-13-45
    }
  }

  private boolean isDateAndTime() {
    String pattern = "0000-00-00T00:00:00";
    for (int i = 0; i < DATE_AND_TIME; i++) {
      char c = text.charAt(at + i);
      boolean fits =
          switch (pattern.charAt(i)) {
            case '0' -> c >= '0' && c <= '9';
            case '-' -> c == '-' || c == '/';
            case 'T' -> c == 'T' || c == ' ';
            default -> c == ':';
          };
      if (!fits) {
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

  private int digitsAfterSign(int count) {
    at++;
    return digits(count);
  }

  /// Up to nine digits behind a point or a comma, as nanoseconds.
  private long fraction() {
    if (at >= text.length() || (text.charAt(at) != '.' && text.charAt(at) != ',')) {
      return 0;
    }
    long nanos = 0;
    long unit = NANOS;
    for (at++; isDigit(text, at); at++) {
      unit /= 10;
      nanos += unit * (text.charAt(at) - '0');
    }
    return nanos;
  }

  /// `Z`, ` UTC`, `+02:00`, `+0200`; without any, 0.
  private long offsetSeconds() {
    if (text.startsWith("Z", at) || text.startsWith(" UTC", at)) {
      zoned = true;
      return 0;
    }
    boolean sign = at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
    int colon = text.startsWith(":", at + 3) ? 1 : 0;
    if (!sign || !areDigits(at + 1) || !areDigits(at + 3 + colon)) {
      return 0;
    }
    zoned = true;
    int hours = Integer.parseInt(text, at + 1, at + 3, 10);
    int minutes = Integer.parseInt(text, at + 3 + colon, at + 5 + colon, 10);
    int seconds = (hours * 60 + minutes) * 60;
    return text.charAt(at) == '-' ? -seconds : seconds;
  }

  private boolean areDigits(int from) {
    return isDigit(text, from) && isDigit(text, from + 1);
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
