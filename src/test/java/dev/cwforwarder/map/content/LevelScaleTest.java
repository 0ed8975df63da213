package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LevelScaleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      nullValues = "null",
      value = {
        "\"version\":\"1.1\",\"host\":\"h\",\"short_message\":\"m\",\"level\":3~ERROR",
        "\"version\":\"1.1\",\"host\":\"h\",\"short_message\":\"m\",\"level\":7~DEBUG",
        "\"version\":\"1.1\",\"short_message\":\"m\"~null",
        "\"PRIORITY\":\"3\",\"MESSAGE\":\"m\",\"SYSLOG_IDENTIFIER\":\"nginx\"~ERROR",
        "\"PRIORITY\":6,\"MESSAGE\":\"m\",\"_PID\":\"7\"~INFO",
        "\"PRIORITY\":\"crit\",\"MESSAGE\":\"m\"~ERROR2",
        "\"PRIORITY\":\"6\",\"MESSAGE\":\"ERROR: m\"~ERROR",
        "\"short_message\":\"{\\\"level\\\":\\\"warn\\\"}\",\"level\":6,\"_container_name\":\"c\"~WARN",
        "\"short_message\":\"m\",\"level\":3,\"_container_name\":\"c\"~ERROR",
        "\"short_message\":\"ERROR: m\",\"level\":6~INFO",
        "\"PRIORITY\":\"6\",\"MESSAGE\":\"{\\\"level\\\":\\\"warn\\\"}\"~WARN",
        "\"level_name\":\"CRITICAL\",\"level\":500,\"channel\":\"app\"~ERROR2",
        "\"levelname\":\"CRITICAL\",\"message\":\"m\"~FATAL",
        "\"severity\":\"CRITICAL\",\"logging.googleapis.com/labels\":{}~ERROR2",
        "\"level\":\"CRITICAL\",\"monolog_level\":500~ERROR2",
        "\"severity\":\"CRITICAL\",\"channel\":\"app\",\"context\":{},\"extra\":{}~ERROR2",
        "\"priority\":2,\"priorityName\":\"CRIT\",\"message\":\"m\"~ERROR2",
        "\"syslog\":{\"severity\":\"critical\"},\"message\":\"m\"~ERROR2",
        "\"severity\":\"CRITICAL\",\"insertId\":\"x\",\"textPayload\":\"m\"~ERROR2",
        "\"severity\":\"2\",\"calendarTime\":\"x\",\"message\":\"m\"~ERROR",
        "\"reqId\":\"x\",\"level\":3,\"remoteAddr\":\"10.0.3.7\",\"message\":\"m\"~ERROR",
        "\"reqId\":\"x\",\"level\":3,\"message\":\"m\"~null",
        "\"sn\":\"x\",\"fw\":\"10.0.0.1\",\"pri\":4,\"msg\":\"m\"~WARN",
        "\"priority\":4,\"facility\":3,\"message\":\"m\",\"host\":\"h\"~WARN",
        "\"severity\":3,\"facility\":\"daemon\",\"message\":\"m\"~ERROR",
        "\"syslog_severity\":4,\"message\":\"m\"~WARN",
        "\"syslog\":{\"severity\":3},\"message\":\"m\"~ERROR",
        "\"log\":{\"syslog\":{\"severity\":{\"code\":3}}},\"message\":\"m\"~ERROR",
        "\"level\":30,\"time\":1767225600000,\"pid\":7,\"hostname\":\"h\",\"msg\":\"m\"~INFO",
        "\"level\":50,\"time\":1767225600000,\"pid\":7,\"hostname\":\"h\",\"err\":{\"type\":\"E\"}~ERROR",
        "\"level\":40,\"time\":1767225600000,\"msg\":\"m\"~WARN",
        "\"level\":\"40\",\"time\":1767225600000,\"msg\":\"m\"~WARN",
        "\"name\":\"web\",\"hostname\":\"h\",\"pid\":7,\"level\":60,\"msg\":\"m\",\"time\":\"2026-01-01T00:00:00Z\",\"v\":0~FATAL",
        "\"name\":\"web\",\"hostname\":\"h\",\"level\":50,\"msg\":\"m\",\"v\":0~ERROR",
        "\"message\":\"m\",\"context\":{\"logLevel\":40,\"namespace\":\"x\"},\"sequence\":\"0\",\"time\":1767225600000,\"version\":\"2.0.0\"~WARN",
        "\"levelno\":40,\"message\":\"m\"~ERROR",
        "\"levelno\":30,\"message\":\"m\"~WARN",
        "\"levelno\":45,\"message\":\"m\"~null",
        "\"levelno\":20,\"levelname\":\"CUSTOM\",\"message\":\"m\"~INFO",
        "\"level\":400,\"channel\":\"app\",\"datetime\":\"2026-01-01T00:00:00+00:00\",\"message\":\"m\"~ERROR",
        "\"level\":300,\"level_name\":\"WARNING\",\"message\":\"m\"~WARN",
        "\"level_value\":40000,\"message\":\"m\"~ERROR",
        "\"level\":\"AUDIT\",\"level_value\":30000,\"message\":\"m\"~WARN",
        "\"LevelValue\":\"1000\",\"Message\":\"m\"~ERROR",
        "\"LevelValue\":\"800\",\"Message\":\"m\"~INFO",
        "\"level\":{\"intLevel\":200,\"standardLevel\":\"x\"},\"message\":\"m\"~ERROR",
        "\"LogLevel\":2,\"message\":\"m\"~null",
        "\"LogLevel\":2,\"Message\":\"m\",\"Category\":\"Shop\"~INFO",
        "\"LogLevel\":4,\"Message\":\"m\",\"Category\":\"Shop\"~ERROR",
        "\"LogLevel\":6,\"Message\":\"m\",\"Category\":\"Shop\"~null",
        "\"Timestamp\":\"2026-01-01T00:00:00Z\",\"Level\":4,\"MessageTemplate\":\"m\"~ERROR",
        "\"Timestamp\":\"2026-01-01T00:00:00Z\",\"Level\":2,\"MessageTemplate\":\"m\"~INFO",
        "\"priority\":6,\"tag\":\"Shop\",\"pid\":7,\"tid\":8,\"message\":\"m\"~ERROR",
        "\"priority\":4,\"tag\":\"Shop\",\"pid\":7,\"tid\":8,\"message\":\"m\"~INFO",
        "\"severityNumber\":17,\"body\":\"m\"~ERROR",
        "\"SeverityNumber\":9,\"Body\":\"m\"~INFO",
        "\"severity_number\":13,\"level\":3~WARN",
        "\"severityLevel\":3,\"message\":\"m\"~ERROR",
        "\"severityLevel\":1,\"message\":\"m\"~INFO",
        "\"ProviderName\":\"App\",\"Channel\":\"System\",\"EventID\":7,\"Level\":2,\"Message\":\"m\"~ERROR",
        "\"_meta\":{\"logLevelId\":5,\"date\":\"2026-01-01T00:00:00Z\"},\"0\":\"m\"~ERROR"
      })
  void aNumberIsALevelOnTheScaleThatItsNeighboursTell(String fields, String severity) {
    assertThat(Parsing.of("{" + fields + "}").severityText()).isEqualTo(severity);
  }

  @ParameterizedTest
  @CsvSource({
    "level=3 msg=m user=ann, ",
    "level=30 msg=m user=ann, ",
    "PRIORITY=3 MESSAGE=m _PID=7, ERROR",
    "levelno=40 msg=m user=ann, ERROR"
  })
  void numbersInPairsHaveTheSameScales(String line, String severity) {
    assertThat(Parsing.of(line).severityText()).isEqualTo(severity);
  }
}
