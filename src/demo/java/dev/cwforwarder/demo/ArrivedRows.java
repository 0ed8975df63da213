package dev.cwforwarder.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cwforwarder.local.LocalRun;
import dev.cwforwarder.local.otlp.OtelLogsRows;
import dev.cwforwarder.local.otlp.OtelTracesRows;
import dev.cwforwarder.local.otlp.Received;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes the records and spans that arrive as rows of `otel_logs` and `otel_traces`, and counts
/// them.
final class ArrivedRows implements AutoCloseable {
  private static final Set<String> ERRORS = Set.of("error", "fatal");

  private final Writer file;
  private final SortedMap<String, Long> records = new TreeMap<>();
  private final SortedMap<String, Long> errors = new TreeMap<>();
  private final Writer spanFile;
  private final SortedMap<String, Long> spans = new TreeMap<>();

  ArrivedRows(Path path, Path spanPath) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    this.file = Files.newBufferedWriter(path);
    this.spanFile = Files.newBufferedWriter(spanPath);
  }

  void add(LocalRun.Arrived arrived) throws IOException {
    for (ExportTraceServiceRequest request : arrived.traces()) {
      for (ObjectNode row : OtelTracesRows.of(request)) {
        spanFile.write(row.toString());
        spanFile.write('\n');
        spans.merge(row.path("ServiceName").textValue(), 1L, Long::sum);
      }
    }
    for (Received request : arrived.logs()) {
      for (ObjectNode row : OtelLogsRows.of(request.request())) {
        file.write(row.toString());
        file.write('\n');
        String service = row.path("ServiceName").textValue();
        records.merge(service, 1L, Long::sum);
        if (ERRORS.contains(row.path("SeverityText").textValue())) {
          errors.merge(service, 1L, Long::sum);
        }
      }
    }
  }

  /// Records by service.
  SortedMap<String, Long> records() {
    return records;
  }

  /// Errors by service.
  SortedMap<String, Long> errors() {
    return errors;
  }

  /// Spans by service.
  SortedMap<String, Long> spans() {
    return spans;
  }

  /// The number of records.
  long total() {
    return sum(records);
  }

  long totalSpans() {
    return sum(spans);
  }

  private static long sum(SortedMap<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      spanFile.close();
    }
  }
}
