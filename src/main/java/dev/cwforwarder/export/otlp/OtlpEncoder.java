package dev.cwforwarder.export.otlp;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Encodes log records as `ExportLogsServiceRequest`, byte for byte as OpenTelemetry's own exporter
/// does, in one pass and a fraction of its time (docs/decisions/0023). Not thread-safe: the bytes
/// are valid until the next call.
///
/// @see <a
///   href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/logs/v1/logs.proto">logs.proto</a>
public final class OtlpEncoder {
  private static final int INITIAL_BYTES = 64 * 1024;

  /// Between records, a `ResourceLogs` and a `ScopeLogs` are open.
  private static final int SHRINKING = 2 * ProtobufWriter.SHRINKING;

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

  /// Encodes `records` unless they need more than `maxBytes`. Those that share a [Resource] are
  /// told of it once, and so are those in a row that share a scope.
  ///
  /// @return the encoded size; if it is over `maxBytes`, at least so many are needed and [#encoded]
  ///   is empty
  public int encode(List<LogRecordData> records, int maxBytes) {
    out.clear();
    for (List<LogRecordData> alike : byResource(records)) {
      resourceLogs(alike, maxBytes);
      if (out.length() > maxBytes) {
        return tooLarge(maxBytes);
      }
    }
    out.finish();
    return out.length();
  }

  /// One record may be far larger than any request: what it took is not kept for the next.
  private int tooLarge(int maxBytes) {
    int needed = out.length();
    out.clear(Math.max(INITIAL_BYTES, 2L * maxBytes), INITIAL_BYTES);
    out.finish();
    return needed;
  }

  /// Whether it is over the limit whatever follows.
  private boolean isOver(int maxBytes) {
    return out.length() - SHRINKING > maxBytes;
  }

  public ByteBlock encoded() {
    return encoded;
  }

  private static Collection<List<LogRecordData>> byResource(List<LogRecordData> records) {
    Map<Resource, List<LogRecordData>> inOrder = new LinkedHashMap<>();
    List<LogRecordData> alike = List.of();
    for (LogRecordData log : records) {
      // Mostly the one of the record before: then nothing is hashed.
      if (alike.isEmpty() || !alike.getFirst().getResource().equals(log.getResource())) {
        alike = inOrder.computeIfAbsent(log.getResource(), resource -> new ArrayList<>());
      }
      alike.add(log);
    }
    return inOrder.values();
  }

  private void resourceLogs(List<LogRecordData> alike, int maxBytes) {
    Resource resource = alike.getFirst().getResource();
    int resourceLogs = out.open(RESOURCE_LOGS);
    int fields = out.open(RESOURCE);
    attributes.write(RESOURCE_ATTRIBUTES, resource.getAttributes());
    out.close(fields);
    for (int i = 0; i < alike.size() && !isOver(maxBytes); ) {
      i = scopeLogs(alike, i, maxBytes);
    }
    out.textUnlessEmpty(SCHEMA_URL, resource.getSchemaUrl());
    out.close(resourceLogs);
  }

  /// Writes the records from position `from` on that share a scope.
  ///
  /// @return the position behind them
  private int scopeLogs(List<LogRecordData> alike, int from, int maxBytes) {
    InstrumentationScopeInfo scope = alike.get(from).getInstrumentationScopeInfo();
    int scopeLogs = out.open(SCOPE_LOGS);
    scope(scope);
    int at = from;
    do {
      records.write(LOG_RECORDS, alike.get(at++));
    } while (at < alike.size()
        && alike.get(at).getInstrumentationScopeInfo().equals(scope)
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
