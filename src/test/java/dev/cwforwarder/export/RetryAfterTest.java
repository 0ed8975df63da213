package dev.cwforwarder.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "120, 120",
    "'Thu, 01 Jan 2026 00:01:30 GMT', 90",
    "'Wed, 31 Dec 2025 23:59:00 GMT', 0"
  })
  void secondsAndDatesAreRead(String header, long seconds) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "2026-01-01T00:00:00Z"})
  void otherValuesAreIgnored(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isNull();
  }
}
