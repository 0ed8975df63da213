package dev.cwforwarder.testing.otlp;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A received log record with the attributes of its resource.
public record Arrived(Map<String, AnyValue> resource, LogRecord record) {
  public Arrived {
    resource = Map.copyOf(resource);
    requireNonNull(record, "record is null");
  }

  /// All records of a request, in order.
  public static List<Arrived> in(ExportLogsServiceRequest request) {
    return request.getResourceLogsList().stream()
        .flatMap(
            logs -> {
              Map<String, AnyValue> resource = byName(logs.getResource().getAttributesList());
              return logs.getScopeLogsList().stream()
                  .flatMap(scope -> scope.getLogRecordsList().stream())
                  .map(record -> new Arrived(resource, record));
            })
        .toList();
  }

  public String uid() {
    return attribute("log.record.uid");
  }

  public String body() {
    return record.getBody().getStringValue();
  }

  /// A string attribute of the resource; empty if absent.
  public String resourceAttribute(String name) {
    return resource.getOrDefault(name, AnyValue.getDefaultInstance()).getStringValue();
  }

  /// A string attribute of the record; empty if absent.
  public String attribute(String name) {
    return byName(record.getAttributesList())
        .getOrDefault(name, AnyValue.getDefaultInstance())
        .getStringValue();
  }

  private static Map<String, AnyValue> byName(List<KeyValue> attributes) {
    Map<String, AnyValue> byName = new HashMap<>();
    attributes.forEach(attribute -> byName.put(attribute.getKey(), attribute.getValue()));
    return byName;
  }
}
