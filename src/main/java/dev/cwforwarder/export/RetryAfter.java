package dev.cwforwarder.export;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// Parses the `Retry-After` header.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110, 10.2.3</a>
final class RetryAfter {
  private RetryAfter() {}

  /// The requested delay, given in seconds or as a date; null when the header is empty or
  /// malformed.
  static @Nullable Duration parse(String header, Instant now) {
    if (header.isEmpty()) {
      return null;
    }
    try {
      return header.chars().allMatch(c -> c >= '0' && c <= '9')
          ? Duration.ofSeconds(Long.parseLong(header))
          : until(header, now);
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static Duration until(String date, Instant now) {
    Instant at = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    return at.isBefore(now) ? Duration.ZERO : Duration.between(now, at);
  }
}
