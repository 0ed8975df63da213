package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.model.LogEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What became the record's own is no attribute as well, where its value can be told from the
/// record.
final class OwnFieldsTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final String TIME = "2026-02-28T23:59:59.007Z";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"time\":\"%s\",\"level\":\"info\",\"trace_id\":\"%s\",\"span_id\":\"%s\",\"trace_flags\":\"01\","
            + "\"message\":\"m\",\"order\":7}",
        "{\"@timestamp\":\"%s\",\"log\":{\"level\":\"INFO\"},\"traceId\":\"%s\",\"spanId\":\"%s\",\"message\":\"m\","
            + "\"order\":7}",
        "time=%s level=info trace_id=%s span_id=%s msg=m order=7",
        "{\"log\":\"{\\\"time\\\":\\\"%s\\\",\\\"level\\\":\\\"info\\\",\\\"trace_id\\\":\\\"%s\\\","
            + "\\\"span_id\\\":\\\"%s\\\",\\\"msg\\\":\\\"m\\\",\\\"order\\\":7}\"}"
      })
  void whatTheRecordStatesIsNoAttribute(String message) {
    Content content = at(TIME, message.formatted(TIME, TRACE, SPAN));

    assertThat(content.body()).isEqualTo("m");
    assertThat(Parsing.attributes(content)).containsExactly("order=7");
    assertThat(content.span().getTraceId()).isEqualTo(TRACE);
    assertThat(content.span().getSpanId()).isEqualTo(SPAN);
    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.fields(content)).hasSizeGreaterThanOrEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "level, warning",
    "level, fatal error",
    "severity, NOTICE",
    "trace_id, 0AF7651916CD43DD8448EB211C80319C",
    "trace_id, 0x0af7651916cd43dd8448eb211c80319c",
    "time, 2026-02-28T23:59:59.008Z",
    "time, 2026-02-28T23:59:59.007+00:00",
    "time, 2026-02-28T23:59:59.007000Z",
    "time, 2026-02-27T23:59:59.007Z",
    "time, 2026-02-28 23:59:59.007",
    "time, 2026-02-28T23:59:5a.007Z",
    "trace_flags, 01",
    "original, INFO"
  })
  void valueThatCannotBeToldFromTheRecordIsAnAttribute(String name, String value) {
    Content content = at(TIME, "{\"message\":\"m\",\"%s\":\"%s\"}".formatted(name, value));

    assertThat(Parsing.attributes(content)).containsExactly(name + "=" + value);
  }

  @Test
  void levelThatDoesNotSetTheSeverityIsAnAttribute() {
    Content content =
        Parsing.of("{\"level\":\"INFO\",\"severity\":\"INFO\",\"severity_number\":17}");

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content)).contains("level=INFO", "severity=INFO");
  }

  @Test
  void timeOfTheRecordIsThatOfItsMessageIfSet() {
    ContentOptions fromBody = new ContentOptions(true, true, XrayTraceIds.OFF, true);
    LogEvent event =
        new LogEvent(
            "uid",
            Instant.parse(TIME).plusSeconds(60).toEpochMilli(),
            "{\"time\":\"" + TIME + "\",\"message\":\"m\"}");

    Content content = new ContentReader(fromBody).batch(SourceKind.OTHER).read(event);

    assertThat(content.timeNanos()).isNotZero();
    assertThat(Parsing.attributes(content)).isEmpty();
  }

  @Test
  void rawBodyKeepsAllAttributes() {
    assertThat(
            Parsing.attributes(Parsing.raw("{\"level\":\"info\",\"trace_id\":\"" + TRACE + "\"}")))
        .containsExactly("level=info", "trace_id=" + TRACE);
  }

  private static Content at(String time, String message) {
    return new ContentReader(ContentOptions.DEFAULT)
        .batch(SourceKind.OTHER)
        .read(new LogEvent("uid", Instant.parse(time).toEpochMilli(), message));
  }
}
