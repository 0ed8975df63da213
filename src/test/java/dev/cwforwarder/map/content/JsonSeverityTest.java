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
        "\"level\":30,\"time\":1767225600000,\"msg\":\"m\"~INFO",
        "\"level\":60,\"time\":1767225600000,\"msg\":\"m\"~FATAL",
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

  /// Names and forms of Kibana, zap, log15, tslog, Managed Flink, logstash, loguru, dbt, Google
  /// Cloud, Android, LoggerJSON, katip, log4js, MySQL, Datadog, Kubernetes, Serilog, klog, MongoDB
  /// and winston.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "\"L\":\"ERROR\",\"T\":\"2026-01-01T00:00:00Z\",\"N\":\"shop\",\"C\":\"a.go:1\",\"M\":\"m\"~ERROR",
        "\"lvl\":\"eror\",\"t\":\"2026-01-01T00:00:00Z\",\"msg\":\"m\"~ERROR",
        "\"levelName\":\"Warning\",\"message\":\"m\"~WARN",
        "\"log_level\":\"error\",\"event\":\"m\"~ERROR",
        "\"logLevelName\":\"ERROR\",\"message\":\"m\"~ERROR",
        "\"_meta\":{\"logLevelId\":5,\"logLevelName\":\"ERROR\"},\"0\":\"m\"~ERROR",
        "\"_level\":\"warn\",\"message\":\"m\"~WARN",
        "\"type\":\"log\",\"@timestamp\":\"2025-12-07T10:00:00Z\",\"tags\":[\"shop\",\"a:b\",\"warning\"],\"pid\":7,\"message\":\"m\"~WARN",
        "\"_logLevel\":\"error\",\"msg\":\"m\"~ERROR",
        "\"LOG_LEVEL\":\"ERROR\"~ERROR",
        "\"Log-Level\":\"error\"~ERROR",
        "\"Severity_Text\":\"WARN\"~WARN",
        "\"severityText\":\"ERROR\",\"body\":\"m\"~ERROR",
        "\"messageType\":\"ERROR\",\"messageSchemaVersion\":\"1\",\"message\":\"m\",\"logger\":\"o.a.f.X\"~ERROR",
        "\"@timestamp\":\"2026-01-01T00:00:00Z\",\"@message\":\"m\",\"@fields\":{\"level\":\"error\"}~ERROR",
        "\"message\":\"m\",\"context\":{\"logLevel\":\"warn\"}~WARN",
        "\"fields\":{\"level\":\"error\"},\"message\":\"m\"~ERROR",
        "\"record\":{\"level\":{\"no\":40,\"name\":\"ERROR\"},\"message\":\"m\"},\"text\":\"m\"~ERROR",
        "\"info\":{\"level\":\"error\",\"msg\":\"m\",\"name\":\"X\"},\"data\":{}~ERROR",
        "\"jsonPayload\":{\"severity\":\"ERROR\",\"message\":\"m\"}~ERROR",
        "\"header\":{\"logLevel\":\"WARN\",\"tag\":\"x\"},\"message\":\"m\"~WARN",
        "\"syslog\":{\"severity\":\"error\",\"hostname\":\"h\"},\"message\":\"m\"~ERROR",
        "\"sev\":\"Error\",\"msg\":\"m\",\"ns\":[\"shop\"]~ERROR",
        "\"level\":{\"level\":40000,\"levelStr\":\"ERROR\"},\"data\":[\"m\"]~ERROR",
        "\"label\":\"Warning\",\"prio\":2,\"err_code\":10909,\"msg\":\"m\"~WARN",
        "\"status\":\"error\",\"message\":\"m\"~ERROR",
        "\"status\":\"warn\",\"message\":\"m\",\"service\":\"shop\"~WARN",
        "\"kind\":\"Event\",\"type\":\"Warning\",\"reason\":\"BackOff\",\"involvedObject\":{\"kind\":\"Pod\"},\"message\":\"m\"~WARN",
        "\"verb\":\"ADDED\",\"event\":{\"type\":\"Warning\",\"reason\":\"BackOff\",\"message\":\"m\",\"involvedObject\":{\"kind\":\"Pod\"}}~WARN",
        "\"@t\":\"2026-01-01T00:00:00Z\",\"@mt\":\"m {X}\",\"X\":1~INFO",
        "\"@t\":\"2026-01-01T00:00:00Z\",\"@m\":\"m\",\"@x\":\"System.Exception: no\"~INFO",
        "\"@t\":\"2026-01-01T00:00:00Z\",\"@mt\":\"m\",\"@l\":\"Fatal\"~FATAL",
        "\"level\":\"panic\",\"ts\":1765101600.123,\"msg\":\"m\"~ERROR3",
        "\"level\":\"panic\",\"time\":\"2026-01-01T00:00:00Z\",\"msg\":\"m\"~FATAL",
        "\"level\":\"crit\",\"message\":\"m\"~ERROR2",
        "\"type\":\"Normal\",\"reason\":\"Pulled\",\"regarding\":{\"kind\":\"Pod\"}~INFO",
        "\"ts\":1765101600.123,\"caller\":\"x.go:12\",\"msg\":\"m\",\"v\":0~INFO",
        "\"level\":\"http\",\"message\":\"m\"~DEBUG3",
        "\"message\":\"m\",\"metadata\":{\"level\":\"warn\"}~WARN",
        "\"level_text\":\"error\",\"message\":\"m\"~ERROR",
        "\"ts\":1765101600.123,\"caller\":\"x.go:12\",\"msg\":\"m\",\"err\":\"no\"~ERROR",
        "\"t\":{\"$date\":\"2026-01-01T00:00:00Z\"},\"s\":\"E\",\"c\":\"NETWORK\",\"id\":1,\"ctx\":\"conn1\",\"msg\":\"m\"~ERROR",
        "\"t\":{\"$date\":\"2026-01-01T00:00:00Z\"},\"s\":\"D2\",\"c\":\"QUERY\",\"id\":1,\"ctx\":\"conn1\",\"msg\":\"m\"~DEBUG",
        "\"level\":\"\\u001b[31merror\\u001b[39m\",\"message\":\"m\"~ERROR",
        "\"level\":\" WARN \",\"message\":\"m\"~WARN",
        "\"level\":\"Level.WARNING\",\"message\":\"m\"~WARN",
        "\"level\":\"LogLevel::Error\",\"message\":\"m\"~ERROR",
        "\"level\":\"[ERROR]\",\"message\":\"m\"~ERROR",
        "\"level\":\"❌ error\",\"message\":\"m\"~ERROR",
        "\"level\":\"50 (ERROR)\",\"message\":\"m\"~ERROR",
        "\"level\":\"LOG_LEVEL_ERROR\",\"message\":\"m\"~ERROR",
        "\"level\":\"slog.LevelError\",\"message\":\"m\"~ERROR",
        "\"level\":\"INFO\",\"requestId\":\"7\",\"message\":{\"level\":\"error\",\"msg\":\"m\"}~ERROR",
        "\"LevelDisplayName\":\"Warning\",\"Message\":\"m\"~WARN",
        "\"time\":\"x\",\"entry\":{\"level\":\"error\",\"message\":\"m\"}~ERROR",
        "\"time\":\"x\",\"event\":{\"level\":\"error\",\"message\":\"m\"}~ERROR",
        "\"time\":\"x\",\"payload\":{\"level\":\"error\",\"message\":\"m\"}~ERROR",
        "\"time\":\"x\",\"data\":{\"level\":\"error\",\"message\":\"m\"}~ERROR",
        "\"time\":\"x\",\"body\":{\"level\":\"error\",\"message\":\"m\"}~ERROR",
        "\"time\":\"x\",\"logger\":{\"level\":\"error\",\"message\":\"m\"}~ERROR",
        "\"_source\":{\"log.level\":\"error\",\"message\":\"m\"}~ERROR",
        "\"log_processed\":{\"msg\":\"m\",\"level\":\"warn\"},\"kubernetes\":{}~WARN",
        "\"level\":\"error\",\"msg\":\"m\",\"ratio\":NaN~ERROR",
        "\"level\":\"error\",\"msg\":\"m\",~ERROR",
        "\"level\":\"Level(-2)\",\"msg\":\"m\"~DEBUG",
        "\"logging.googleapis.com/severity\":\"WARNING\",\"message\":\"m\"~WARN",
        "\"eventLogLevel\":\"warning\",\"eventName\":\"m\"~WARN",
        "\"lvl\":\"NTC\",\"msg\":\"m\"~INFO2",
        "\"lv\":\"WARN\",\"m\":\"m\"~WARN",
        "\"l\":\"error\",\"t\":\"2026-01-01T00:00:00Z\",\"m\":\"m\"~ERROR",
        "\"level\":\"info\",\"msg\":\"record\",\"record\":{\"error_severity\":\"ERROR\"}~ERROR",
        "\"priority\":\"Warning\",\"log_component\":\"GUI\",\"message\":\"m\"~WARN"
      })
  void levelsAreFoundWhereLoggersWriteThem(String fields, String severity) {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"level\":3,\"msg\":\"m\"",
        "\"level\":0,\"msg\":\"x\"",
        "\"level\":1,\"message\":\"m\"",
        "\"level\":30,\"msg\":\"m\"",
        "\"level\":\"4\",\"msg\":\"m\"",
        "\"severity\":2,\"message\":\"m\"",
        "\"severity\":8,\"message\":\"m\",\"time\":1767225600000",
        "\"log_level\":1,\"message\":\"m\"",
        "\"priority\":1,\"message\":\"m\"",
        "\"level\":3,\"time\":\"2026-01-01T00:00:00Z\",\"msg\":\"m\"",
        "\"level\":50,\"time\":1767225600000,\"player\":\"ann\"",
        "\"level\":35,\"time\":1767225600000,\"msg\":\"m\"",
        "\"error\":null",
        "\"error\":null,\"message\":\"m\"",
        "\"error\":0,\"message\":\"m\"",
        "\"errorType\":null,\"message\":\"m\"",
        "\"errorType\":\"\",\"message\":\"m\"",
        "\"errorType\":\"None\",\"message\":\"m\"",
        "\"exc_info\":\"NoneType: None\",\"message\":\"m\"",
        "\"stack\":\"null\",\"message\":\"m\"",
        "\"method\":\"card\",\"status\":402",
        "\"method\":\"CARD\",\"status\":402",
        "\"method\":\"paypal\",\"status\":500,\"message\":\"m\"",
        "\"protocol\":\"tcp\",\"status\":500",
        "\"request\":\"r-1\",\"status\":500",
        "\"uri\":\"s3\",\"status\":404",
        "\"status\":\"error\"",
        "\"status\":\"success\",\"message\":\"m\"",
        "\"status\":\"failed\",\"message\":\"m\"",
        "\"status\":\"open\",\"severity\":\"high\",\"message\":\"m\"",
        "\"messageType\":\"ERROR\",\"message\":\"m\"",
        "\"type\":\"Warning\",\"message\":\"m\"",
        "\"type\":\"Warning\",\"reason\":\"r\"",
        "\"label\":\"Warning\",\"message\":\"m\"",
        "\"context\":{\"level\":\"error\"},\"message\":\"m\"",
        "\"data\":{\"severity\":\"error\"},\"message\":\"m\"",
        "\"alert\":{\"severity\":1},\"message\":\"m\"",
        "\"detail\":{\"severity\":8},\"message\":\"m\"",
        "\"L\":\"E\",\"M\":\"m\"",
        "\"S\":\"M\",\"L\":\"XL\"",
        "\"s\":\"north\"",
        "\"levels\":\"error\"",
        "\"errors\":0,\"message\":\"m\"",
        "\"error_count\":0,\"message\":\"m\"",
        "\"warning\":\"none\",\"message\":\"m\"",
        "\"v\":0,\"msg\":\"m\"",
        "\"pri\":\"error\",\"msg\":\"m\"",
        "\"level\":\"USER_ERROR\",\"msg\":\"m\"",
        "\"severity\":\"high error\",\"msg\":\"m\"",
        "\"level\":\"3 errors\",\"msg\":\"m\"",
        "\"payload\":{\"level\":\"error\",\"message\":\"n\"},\"message\":\"m\"",
        "\"payload\":{\"level\":\"error\",\"id\":7}",
        "\"toast\":{\"level\":\"error\",\"message\":\"m\"}",
        "\"event\":{\"level\":\"warning\"},\"message\":\"m\"",
        "\"priority\":\"critical\",\"ticket\":4711"
      })
  void nothingIsRaisedWithoutALevel(String fields) {
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
