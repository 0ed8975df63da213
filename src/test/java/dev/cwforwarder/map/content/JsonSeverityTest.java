package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSeverityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "\"level\":\"info\"~INFO",
        "\"level\":30,\"msg\":\"m\"~INFO",
        "\"level\":60,\"time\":1767225600000~FATAL",
        "\"level\":3,\"short_message\":\"m\"~ERROR",
        "\"PRIORITY\":\"4\",\"MESSAGE\":\"m\"~WARN",
        "\"level\":{\"name\":\"INFO\",\"value\":20}~INFO",
        "\"level\":\"INFO+2\"~INFO3",
        "\"level\":\"verbose\"~DEBUG2",
        "\"@l\":\"Verbose\"~TRACE",
        "\"log.level\":\"WARN\"~WARN",
        "\"log\":{\"level\":\"WARN\"}~WARN",
        "\"severity\":\"NOTICE\"~INFO2",
        "\"severity\":\"CRITICAL\"~FATAL",
        "\"levelname\":\"WARNING\"~WARN",
        "\"@l\":\"Warning\"~WARN",
        "\"LogLevel\":\"Information\"~INFO",
        "\"s\":\"W\"~WARN",
        "\"severity_number\":17,\"level\":\"info\"~ERROR",
        "\"severity\":\"nothing\",\"lvl\":\"dbug\"~DEBUG",
        "\"severity\":\"error\",\"level\":\"info\"~INFO",
        "\"httpMethod\":\"GET\",\"status\":\"502\"~ERROR",
        "\"status\":404,\"routeKey\":\"GET /\"~WARN",
        "\"errorType\":\"Error\",\"errorMessage\":\"no\"~ERROR",
        "\"log\":\"WARN cache miss rate 0.41\",\"stream\":\"stderr\"~WARN"
      })
  void levelFieldsAreMapped(String fields, String severity) {
    assertThat(Parsing.of("{" + fields + "}").severity()).hasToString(severity);
  }

  @Test
  void aNumericLevelWithoutAMessageIsNoSeverity() {
    assertThat(Parsing.of("{\"player\":\"ann\",\"level\":3}").severityText()).isNull();
  }

  @Test
  void theLevelOfAnObjectTakesPrecedenceOverItsColumn() {
    String columns = "2026-11-23T12:00:00.415Z\t8f5a7c1e-2b4d-4f6a-9c3e-1d2b3c4d5e6f\tINFO\t";

    assertThat(Parsing.of(columns + "{\"level\":\"error\",\"msg\":\"m\"}").severityText())
        .isEqualTo("ERROR");
    assertThat(Parsing.of(columns + "{\"level\":3}").severityText()).isEqualTo("INFO");
  }

  @Test
  void anObjectInASentenceHasNoSeverity() {
    assertThat(Parsing.of("Received event: {\"level\":\"error\"}").severityText()).isNull();
    assertThat(Parsing.of("[orders] 12:00:00 {\"level\":\"error\"}").severityText())
        .isEqualTo("ERROR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\":\"error\"",
        "\"level\":\"high\"",
        "\"level\":9",
        "\"level\":1000",
        "\"level\":-1",
        "\"level\":true",
        "\"level\":{\"x\":1}",
        "\"status\":500",
        "\"method\":\"GET\",\"status\":\"done\"",
        "\"message\":\"no error found\"",
        "\"user\":{\"level\":\"error\"}"
      })
  void otherFieldsAreNotLevels(String fields) {
    assertThat(Parsing.of("{" + fields + "}").severityText()).isNull();
  }

  @Test
  void nothingIsParsedWhenParsingIsOff() {
    Content content =
        Parsing.read(
            new ContentOptions(false, true, XrayTraceIds.ON, false),
            true,
            "{\"level\":\"error\"}\n");

    assertThat(content.body()).isEqualTo("{\"level\":\"error\"}");
    assertThat(content.severityText()).isNull();
    assertThat(Parsing.attributes(content)).isEmpty();
  }
}
