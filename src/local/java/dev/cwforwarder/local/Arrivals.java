package dev.cwforwarder.local;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A table of the records that arrived, counted by log group, stream, service and severity.
final class Arrivals {
  private record Row(String group, String stream, String service, String severity) {}

  private static final Row HEAD = new Row("LOG GROUP", "STREAM", "SERVICE", "SEVERITY");
  private static final int MAX_COLUMN = 44;

  private final Map<Row, Integer> counts =
      new TreeMap<>(
          Comparator.comparing(Row::group)
              .thenComparing(Row::stream)
              .thenComparing(Row::service)
              .thenComparing(Row::severity));

  void add(ExportLogsServiceRequest request) {
    for (ResourceLogs resource : request.getResourceLogsList()) {
      resource.getScopeLogsList().stream()
          .flatMap(scope -> scope.getLogRecordsList().stream())
          .forEach(log -> counts.merge(row(resource.getResource(), log), 1, Integer::sum));
    }
  }

  int records() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// The lines of the table, header first.
  List<String> table() {
    List<Row> rows = new ArrayList<>(counts.keySet());
    rows.addFirst(HEAD);
    String format =
        "%%-%ds  %%-%ds  %%-%ds  %%-%ds  %%7s"
            .formatted(
                width(rows.stream().map(Row::group).toList()),
                width(rows.stream().map(Row::stream).toList()),
                width(rows.stream().map(Row::service).toList()),
                width(rows.stream().map(Row::severity).toList()));
    return rows.stream().map(row -> line(format, row)).toList();
  }

  private String line(String format, Row row) {
    String count = row.equals(HEAD) ? "RECORDS" : String.valueOf(counts.get(row));
    return String.format(
        format,
        shorten(row.group()),
        shorten(row.stream()),
        shorten(row.service()),
        shorten(row.severity()),
        count);
  }

  private static int width(List<String> cells) {
    return cells.stream().mapToInt(cell -> shorten(cell).length()).max().orElse(1);
  }

  private static String shorten(String cell) {
    return cell.length() <= MAX_COLUMN ? cell : cell.substring(0, MAX_COLUMN - 1) + "…";
  }

  private static Row row(Resource resource, LogRecord log) {
    return new Row(
        TerminalText.line(attribute(resource, "cloudwatch.log.group.name")),
        TerminalText.line(attribute(resource, "cloudwatch.log.stream")),
        TerminalText.line(attribute(resource, "service.name")),
        TerminalText.line(severity(log)));
  }

  /// The severity's name, or its number if it has no name, or a dash if the record has no severity.
  static String severity(LogRecord log) {
    int number = log.getSeverityNumberValue();
    String unnamed = number == 0 ? "-" : Integer.toString(number);
    return log.getSeverityText().isEmpty() ? unnamed : log.getSeverityText();
  }

  /// The value of a string attribute, or a dash if it is absent.
  static String attribute(Resource resource, String name) {
    return resource.getAttributesList().stream()
        .filter(one -> one.getKey().equals(name))
        .map(KeyValue::getValue)
        .map(value -> value.getStringValue())
        .findFirst()
        .orElse("-");
  }
}
