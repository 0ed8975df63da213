package dev.cwforwarder.export.otlp;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Encodes log records as `ExportLogsServiceRequest`, byte for byte as the official OpenTelemetry
/// exporter, in one pass and a fraction of its time (docs/decisions/0023). The encoded bytes are
/// valid until the next call. Not thread-safe.
///
/// @see <a
///   href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/logs/v1/logs.proto">logs.proto</a>
public final class OtlpEncoder {
  private static final int INITIAL_BYTES = 64 * 1024;

  /// Between records, two messages are open: a `ResourceLogs` and a `ScopeLogs`.
  private static final int MAX_SHRINKAGE = 2 * ProtobufWriter.MAX_SHRINKAGE;

  private static final int RESOURCE_LOGS = 1;
  private static final int RESOURCE = 1;
  private static final int RESOURCE_ATTRIBUTES = 1;
  private static final int SCOPE_LOGS = 2;
  private static final int SCOPE = 1;
  private static final int SCOPE_NAME = 1;
  private static final int SCOPE_VERSION = 2;
  private static final int SCOPE_ATTRIBUTES = 3;
  private static final int LOG_RECORDS = 2;
  private static final int SCHEMA_URL = 3;

  private final ByteBlock encoded = new ByteBlock(INITIAL_BYTES);
  private final ProtobufWriter out = new ProtobufWriter(encoded);
  private final AttributeWriter attributes = new AttributeWriter(out);
  private final RecordWriter records = new RecordWriter(out, attributes);

  /// Encodes `records` unless they need more than `maxBytes`. Records with an equal [Resource] are
  /// grouped, and so are consecutive records with an equal scope.
  ///
  /// @return the encoded size; if greater than `maxBytes`, a lower bound of it, and [#encoded] is
  ///   empty
  public int encode(List<LogRecordData> records, int maxBytes) {
    out.clear();
    for (List<LogRecordData> group : byResource(records)) {
      resourceLogs(group, maxBytes);
      if (out.length() > maxBytes) {
        return tooLarge(maxBytes);
      }
    }
    out.finish();
    return out.length();
  }

  /// One record may be far larger than any request, so the memory that it took is released.
  private int tooLarge(int maxBytes) {
    int needed = out.length();
    out.clear(Math.max(INITIAL_BYTES, 2L * maxBytes), INITIAL_BYTES);
    out.finish();
    return needed;
  }

  /// Whether the request exceeds the limit, regardless of what follows.
  private boolean isOver(int maxBytes) {
    return out.length() - MAX_SHRINKAGE > maxBytes;
  }

  /// The last encoded request.
  public ByteBlock encoded() {
    return encoded;
  }

  private static Collection<List<LogRecordData>> byResource(List<LogRecordData> records) {
    Map<Resource, List<LogRecordData>> inOrder = new LinkedHashMap<>();
    List<LogRecordData> group = List.of();
    for (LogRecordData log : records) {
      // Usually equal to the resource of the previous record, so that no hash is needed.
      if (group.isEmpty() || !group.getFirst().getResource().equals(log.getResource())) {
        group = inOrder.computeIfAbsent(log.getResource(), resource -> new ArrayList<>());
      }
      group.add(log);
    }
    return inOrder.values();
  }

  private void resourceLogs(List<LogRecordData> group, int maxBytes) {
    Resource resource = group.getFirst().getResource();
    int resourceLogs = out.open(RESOURCE_LOGS);
    int fields = out.open(RESOURCE);
    attributes.write(RESOURCE_ATTRIBUTES, resource.getAttributes());
    out.close(fields);
    for (int i = 0; i < group.size() && !isOver(maxBytes); ) {
      i = scopeLogs(group, i, maxBytes);
    }
    out.textUnlessEmpty(SCHEMA_URL, resource.getSchemaUrl());
    out.close(resourceLogs);
  }

  /// Writes consecutive records with an equal scope, starting at position `from`.
  ///
  /// @return the position after the last one
  private int scopeLogs(List<LogRecordData> group, int from, int maxBytes) {
    InstrumentationScopeInfo scope = group.get(from).getInstrumentationScopeInfo();
    int scopeLogs = out.open(SCOPE_LOGS);
    scope(scope);
    int at = from;
    do {
      records.write(LOG_RECORDS, group.get(at++));
    } while (at < group.size()
        && group.get(at).getInstrumentationScopeInfo().equals(scope)
        && !isOver(maxBytes));
    out.textUnlessEmpty(SCHEMA_URL, scope.getSchemaUrl());
    out.close(scopeLogs);
    return at;
  }

  private void scope(InstrumentationScopeInfo scope) {
    int fields = out.open(SCOPE);
    out.textUnlessEmpty(SCOPE_NAME, scope.getName());
    out.textUnlessEmpty(SCOPE_VERSION, scope.getVersion());
    attributes.write(SCOPE_ATTRIBUTES, scope.getAttributes());
    out.close(fields);
  }
}
