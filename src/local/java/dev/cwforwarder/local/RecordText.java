package dev.cwforwarder.local;

import dev.cwforwarder.local.otlp.AttributeText;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Renders records as text for a terminal: severity, service and trace, the body, and each
/// attribute. String values are quoted to show their type.
final class RecordText {
  private static final String INDENT = "  ";

  private RecordText() {}

  /// The lines of all records of `request`.
  static List<String> lines(ExportLogsServiceRequest request) {
    List<String> lines = new ArrayList<>();
    for (ResourceLogs resource : request.getResourceLogsList()) {
      resource.getScopeLogsList().stream()
          .flatMap(scope -> scope.getLogRecordsList().stream())
          .forEach(log -> add(lines, resource.getResource(), log));
    }
    return lines;
  }

  private static void add(List<String> lines, Resource resource, LogRecord log) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(head(resource, log));
    log.getBody()
        .getStringValue()
        .lines()
        .forEach(line -> lines.add(INDENT + TerminalText.lines(line)));
    for (KeyValue attribute : log.getAttributesList()) {
      lines.add(
          INDENT
              + INDENT
              + TerminalText.line(attribute.getKey() + " = " + value(attribute.getValue())));
    }
  }

  private static String head(Resource resource, LogRecord log) {
    String trace = HexFormat.of().formatHex(log.getTraceId().toByteArray());
    String span = HexFormat.of().formatHex(log.getSpanId().toByteArray());
    return TerminalText.line(Arrivals.severity(log))
        + INDENT
        + TerminalText.line(Arrivals.attribute(resource, "service.name"))
        + (trace.isEmpty() ? "" : INDENT + "trace " + trace)
        + (span.isEmpty() ? "" : INDENT + "span " + span);
  }

  private static String value(AnyValue value) {
    String text = AttributeText.of(value);
    return value.hasStringValue() ? '"' + text + '"' : text;
  }
}
