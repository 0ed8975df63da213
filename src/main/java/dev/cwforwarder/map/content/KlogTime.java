package dev.cwforwarder.map.content;

import io.opentelemetry.api.logs.Severity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/// Extracts the time from the prefix of a line of Kubernetes' klog: `I1207 10:00:00.123456 1 …`. It
/// has neither a year nor an offset from UTC.
///
/// @see <a href="https://pkg.go.dev/k8s.io/klog/v2">klog</a>
final class KlogTime {
  private static final String PATTERN = "I0000 00:00:00.000000 ";

  private KlogTime() {}

  /// Returns nanoseconds since the epoch, in the year that is closest to the event's time; 0 if the
  /// line does not start with such a time.
  ///
  /// @param eventMillis the event's timestamp in CloudWatch
  static long nanos(String line, long eventMillis) {
    if (!matches(line)) {
      return 0;
    }
    LocalDate event = LocalDate.ofInstant(Instant.ofEpochMilli(eventMillis), ZoneOffset.UTC);
    int month = digits(line, 1, 2);
    // At most one of them is a December and the other a January.
    int years = (event.getMonthValue() - month) / 11;
    try {
      LocalDateTime time =
          LocalDateTime.of(
              LocalDate.of(event.getYear() + years, month, digits(line, 3, 2)),
              LocalTime.of(digits(line, 6, 2), digits(line, 9, 2), digits(line, 12, 2)));
      return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000_000 + digits(line, 15, 6) * 1000L;
    } catch (DateTimeException _) {
      return 0; // I1345 25:00:00.000000
    }
  }

  private static boolean matches(String line) {
    if (line.length() < PATTERN.length()
        || SeverityNames.ofLetter(line.charAt(0)) == Severity.UNDEFINED_SEVERITY_NUMBER) {
      return false;
    }
    for (int i = 1; i < PATTERN.length(); i++) {
      char expected = PATTERN.charAt(i);
      if (expected == '0' ? !MessageText.isDigit(line, i) : line.charAt(i) != expected) {
        return false;
      }
    }
    return true;
  }

  private static int digits(String line, int from, int count) {
    return Integer.parseInt(line, from, from + count, 10);
  }
}
