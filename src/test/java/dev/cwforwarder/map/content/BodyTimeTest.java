package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.model.LogEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `TIMESTAMP_FROM_BODY=on`.
final class BodyTimeTest {
  private static final Instant EVENT = Instant.parse("2026-01-01T12:00:05Z");
  private static final ContentOptions ON = new ContentOptions(true, true, XrayTraceIds.OFF, true);

  private static long nanos(String message) {
    return nanos(message, EVENT);
  }

  private static long nanos(String message, Instant time) {
    LogEvent event = new LogEvent("uid", time.toEpochMilli(), message);
    return new ContentReader(ON).batch(SourceKind.OTHER).read(event).timeNanos();
  }

  private static long nanosOf(String instant) {
    Instant time = Instant.parse(instant);
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "2026-01-01T12:00:01.123Z INFO started | 2026-01-01T12:00:01.123Z",
        "2026-01-01 12:00:01,123 - root - INFO - started | 2026-01-01T12:00:01.123Z",
        "2026-01-01T14:00:01.123456789+02:00 started | 2026-01-01T12:00:01.123456789Z",
        "2026-01-01T06:30:01-0530 started | 2026-01-01T12:00:01Z",
        "[2026-01-01 12:00:01 UTC] started | 2026-01-01T12:00:01Z",
        "2026/01/01 12:00:01 [error] 31#31: *1 open() failed | 2026-01-01T12:00:01Z",
        "time=\"2026-01-01T12:00:01Z\" level=info | 2026-01-01T12:00:01Z",
        "I0101 12:00:01.123456       1 httplog.go:132] started | 2026-01-01T12:00:01.123456Z",
        "E0101 11:59:59.000001   12345 x.go:1] \"m\" time=\"2020-01-01T12:00:03Z\""
            + " | 2026-01-01T11:59:59.000001Z",
        "{\"timestamp\":\"2026-01-01T12:00:01.5Z\",\"message\":\"m\"} | 2026-01-01T12:00:01.5Z",
        "{\"time\":1767268801123,\"msg\":\"m\"} | 2026-01-01T12:00:01.123Z",
        "{\"ts\":1767268801,\"msg\":\"m\"} | 2026-01-01T12:00:01Z",
        "{\"ts\":1767268801.25,\"msg\":\"m\"} | 2026-01-01T12:00:01.25Z",
        "{\"ts\":1767268801123456,\"msg\":\"m\"} | 2026-01-01T12:00:01.123456Z",
        "{\"ts\":1767268801123456789,\"msg\":\"m\"} | 2026-01-01T12:00:01.123456789Z",
        "{\"time\":\"2026-01-01T12:00:03Z\",\"@timestamp\":\"2026-01-01T12:00:02Z\"}"
            + " | 2026-01-01T12:00:02Z",
        "2025-12-18T12:00:05Z fourteen days before | 2025-12-18T12:00:05Z",
        "2026-01-01T14:00:05Z two hours after | 2026-01-01T14:00:05Z",
        "{\"time\":1766059205000,\"msg\":\"fourteen days before\"} | 2025-12-18T12:00:05Z",
        "{\"time\":1767276005000,\"msg\":\"two hours after\"} | 2026-01-01T14:00:05Z",
      })
  void theTimeInTheMessageIsUsed(String message, String expected) {
    assertThat(nanos(message)).isEqualTo(nanosOf(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "started",
        "2026-01-01",
        "2026-01-01T12:00:0",
        "2026-13-01T12:00:01Z m",
        "2026-01-01T25:00:01Z m",
        "2024-01-01T12:00:01Z an old date",
        "2026-01-01T13:00:01 a local time",
        "I1301 12:00:01.123456       1 httplog.go:132] no such month",
        "I0101 14:00:01.123456       1 httplog.go:132] a local time",
        "I0101 12:00:01 a version without fractions",
        "X0101 12:00:01.123456       1 httplog.go:132] no level",
        "I0101 12:00:01.123456",
        "2025-12-18T12:00:04.999Z more than fourteen days before",
        "2026-01-01T14:00:05.001Z more than two hours after",
        "{\"time\":1766059204999,\"msg\":\"more than fourteen days before\"}",
        "{\"time\":1767276005001,\"msg\":\"more than two hours after\"}",
        "{\"timestamp\":\"yesterday\"}",
        "{\"timestamp\":7}",
        "{\"timestamp\":-1767268801}",
        "{\"timestamp\":1e300}",
        "{\"user\":{\"timestamp\":1767268801}}",
        "order 4711 was placed at 2026-01-01T12:00:01Z by a customer",
      })
  void implausibleTimesAreIgnored(String message) {
    assertThat(nanos(message)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "2025-12-31T23:59:59Z, I0101 00:00:01.000000 1 x.go:1] m, 2026-01-01T00:00:01Z",
    "2026-01-01T00:00:01Z, W1231 23:59:59.000000 1 x.go:1] m, 2025-12-31T23:59:59Z",
    "2024-02-29T12:00:00Z, F0229 12:00:01.000000 1 x.go:1] m, 2024-02-29T12:00:01Z"
  })
  void klogTimeHasTheYearThatIsClosestToTheEvent(String event, String message, String expected) {
    assertThat(nanos(message, Instant.parse(event))).isEqualTo(nanosOf(expected));
  }

  @Test
  void noTimeIsUsedIfTheEventsOwnTimeIsImpossible() {
    assertThat(nanos("2026-01-01T12:00:01Z m", Instant.ofEpochMilli(-1))).isZero();
  }

  @Test
  void theEventsTimestampIsUsedByDefault() {
    LogEvent event = new LogEvent("uid", EVENT.toEpochMilli(), "2026-01-01T12:00:01.123Z m");

    assertThat(
            new ContentReader(ContentOptions.DEFAULT)
                .batch(SourceKind.OTHER)
                .read(event)
                .timeNanos())
        .isZero();
  }
}
