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
        "\"level\":30~INFO",
        "\"level\":60~FATAL",
        "\"level\":3~ERROR",
        "\"level\":\"4\"~WARN",
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
  void levelFieldsAreUnderstood(String fields, String severity) {
    assertThat(Reading.of("{" + fields + "}").severity()).hasToString(severity);
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
  void otherFieldsAreNoLevels(String fields) {
    assertThat(Reading.of("{" + fields + "}").severityText()).isNull();
  }

  @Test
  void nothingIsLookedForWhenParsingIsOff() {
    Content content =
        Reading.read(new ContentOptions(false, true, true, false), true, "{\"level\":\"error\"}\n");

    assertThat(content.body()).isEqualTo("{\"level\":\"error\"}");
    assertThat(content.severityText()).isNull();
    assertThat(Reading.attributes(content)).isEmpty();
  }
}
