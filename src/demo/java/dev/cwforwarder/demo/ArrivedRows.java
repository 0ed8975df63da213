package dev.cwforwarder.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cwforwarder.local.otlp.OtelLogsRows;
import dev.cwforwarder.local.otlp.Received;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes the records that arrive as rows of `otel_logs`, and counts them.
final class ArrivedRows implements AutoCloseable {
  private static final Set<String> ERRORS = Set.of("error", "fatal");

  private final Writer file;
  private final SortedMap<String, Long> records = new TreeMap<>();
  private final SortedMap<String, Long> errors = new TreeMap<>();

  ArrivedRows(Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    this.file = Files.newBufferedWriter(path);
  }

  void add(List<Received> requests) throws IOException {
    for (Received request : requests) {
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

  long total() {
    return records.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
