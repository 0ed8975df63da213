package dev.cwforwarder.local.otlp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Rows of ClickStack's table `otel_logs` as its collector and the ClickHouse exporter write them,
/// for `INSERT INTO default.otel_logs FORMAT JSONEachRow`.
public final class OtelLogsRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.nnnnnnnnn", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final long NANOS = 1_000_000_000;
  private static final int FLAGS = 0xff;

  private OtelLogsRows() {}

  /// One row per record, in order.
  public static List<ObjectNode> of(ExportLogsServiceRequest request) {
    List<ObjectNode> rows = new ArrayList<>();
    for (ResourceLogs resource : request.getResourceLogsList()) {
      Map<String, String> attributes = map(resource.getResource().getAttributesList());
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        for (LogRecord record : scope.getLogRecordsList()) {
          rows.add(row(resource, attributes, scope, record));
        }
      }
    }
    return rows;
  }

  private static ObjectNode row(
      ResourceLogs resource, Map<String, String> ofResource, ScopeLogs scope, LogRecord record) {
    String body = AttributeText.of(record.getBody());
    Map<String, String> attributes = map(record.getAttributesList());
    CollectorTransform.readBody(body, attributes);
    CollectorTransform.Severity severity = CollectorTransform.severity(record, body, attributes);
    ObjectNode row = JSON.createObjectNode();
    row.put("Timestamp", time(record));
    row.put("TraceId", hex(record.getTraceId()));
    row.put("SpanId", hex(record.getSpanId()));
    row.put("TraceFlags", record.getFlags() & FLAGS);
    row.put("SeverityText", severity.text());
    row.put("SeverityNumber", severity.number());
    row.put("ServiceName", ofResource.getOrDefault("service.name", ""));
    row.put("Body", body);
    row.put("ResourceSchemaUrl", resource.getSchemaUrl());
    row.set("ResourceAttributes", JSON.valueToTree(ofResource));
    row.put("ScopeSchemaUrl", scope.getSchemaUrl());
    row.put("ScopeName", scope.getScope().getName());
    row.put("ScopeVersion", scope.getScope().getVersion());
    row.set("ScopeAttributes", JSON.valueToTree(map(scope.getScope().getAttributesList())));
    row.set("LogAttributes", JSON.valueToTree(attributes));
    row.put("EventName", record.getEventName());
    return row;
  }

  /// The time of the record or, if the sender set none, its observed time.
  private static String time(LogRecord record) {
    long nanos =
        record.getTimeUnixNano() == 0 ? record.getObservedTimeUnixNano() : record.getTimeUnixNano();
    return time(nanos);
  }

  /// Nanoseconds since the epoch as ClickHouse reads a `DateTime64(9)`.
  static String time(long nanos) {
    return TIME.format(
        Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS)));
  }

  static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  static Map<String, String> map(List<KeyValue> attributes) {
    Map<String, String> map = new TreeMap<>();
    attributes.forEach(one -> map.put(one.getKey(), AttributeText.of(one.getValue())));
    return map;
  }
}
