package dev.cwforwarder.local.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The transformation of records by ClickStack's collector.
final class OtelLogsRowsTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void rowHasTheColumnsOfTheTable() {
    JsonNode row =
        row(
            record("order placed")
                .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(TRACE)))
                .setFlags(0x101)
                .setSeverityText("INFO")
                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
                .setEventName("order.placed"));

    assertThat(row.path("Timestamp").asText()).isEqualTo("2025-12-07 14:20:00.123000007");
    assertThat(row.path("TraceId").asText()).isEqualTo(TRACE);
    assertThat(row.path("SpanId").asText()).isEmpty();
    assertThat(row.path("TraceFlags").asInt()).isOne();
    assertThat(row.path("SeverityText").asText()).isEqualTo("info");
    assertThat(row.path("SeverityNumber").asInt()).isEqualTo(9);
    assertThat(row.path("ServiceName").asText()).isEqualTo("orders");
    assertThat(row.path("Body").asText()).isEqualTo("order placed");
    assertThat(row.path("ResourceAttributes")).hasToString("{\"service.name\":\"orders\"}");
    assertThat(row.path("EventName").asText()).isEqualTo("order.placed");
  }

  @Test
  void recordWithoutATimeHasItsObservedTime() {
    LogRecord.Builder record =
        record("x").setTimeUnixNano(0).setObservedTimeUnixNano(1_000_000_000);

    assertThat(row(record).path("Timestamp").asText()).isEqualTo("1970-01-01 00:00:01.000000000");
  }

  @Test
  void objectOnOneLineOfTheBodyReplacesAttributes() {
    JsonNode attributes =
        row(record("done {\"a\":{\"b\":[1,2.5]},\"n\":9007199254740993,\"z\":null,\"old\":true}")
                .addAttributes(attribute("old", text("kept?"))))
            .path("LogAttributes");

    assertThat(attributes)
        .hasToString(
            "{\"a.b.0\":\"1\",\"a.b.1\":\"2.5\",\"n\":\"9007199254740992\",\"old\":\"true\","
                + "\"z\":\"\"}");
  }

  @Test
  void objectOnSeveralLinesIsIgnored() {
    assertThat(row(record("{\n\"a\":1}")).path("LogAttributes")).isEmpty();
    assertThat(row(record("{not json}")).path("LogAttributes")).isEmpty();
  }

  @Test
  void nestedAttributeIsJson() {
    AnyValue list =
        AnyValue.newBuilder()
            .setArrayValue(ArrayValue.newBuilder().addValues(text("a")).addValues(number(2)))
            .build();
    AnyValue map =
        AnyValue.newBuilder()
            .setKvlistValue(KeyValueList.newBuilder().addValues(attribute("k", list)))
            .build();

    assertThat(AttributeText.of(list)).isEqualTo("[\"a\",2]");
    assertThat(AttributeText.of(map)).isEqualTo("{\"k\":[\"a\",2]}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "0.1, 0.1",
    "-12.50, -12.5",
    "123456789012, 123456789012",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "1.5e-7, 1.5e-7"
  })
  void numbersAreAsShortAsTheyCanBe(double number, String text) {
    assertThat(AttributeText.of(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "connection error in pool, error, 17",
    "WARN slow, warn, 13",
    "nothing special, info, 9",
    "kernel: CRIT temperature, fatal, 21",
    "'{\"level\":\"Metadata\"}', metadata, 0"
  })
  void severityIsDerivedIfNoneWasSent(String body, String text, int number) {
    JsonNode row = row(record(body));

    assertThat(row.path("SeverityText").asText()).isEqualTo(text);
    assertThat(row.path("SeverityNumber").asInt()).isEqualTo(number);
  }

  @Test
  void severityThatWasSentIsUnchanged() {
    JsonNode row = row(record("an error").setSeverityText("Notice"));

    assertThat(row.path("SeverityText").asText()).isEqualTo("notice");
    assertThat(row.path("SeverityNumber").asInt()).isZero();
  }

  private static LogRecord.Builder record(String body) {
    return LogRecord.newBuilder().setTimeUnixNano(1_765_117_200_123_000_007L).setBody(text(body));
  }

  private static JsonNode row(LogRecord.Builder record) {
    ResourceLogs logs =
        ResourceLogs.newBuilder()
            .setResource(
                Resource.newBuilder().addAttributes(attribute("service.name", text("orders"))))
            .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record))
            .build();
    List<? extends JsonNode> rows =
        OtelLogsRows.of(ExportLogsServiceRequest.newBuilder().addResourceLogs(logs).build());
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  private static KeyValue attribute(String name, AnyValue value) {
    return KeyValue.newBuilder().setKey(name).setValue(value).build();
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private static AnyValue number(long number) {
    return AnyValue.newBuilder().setIntValue(number).build();
  }
}
