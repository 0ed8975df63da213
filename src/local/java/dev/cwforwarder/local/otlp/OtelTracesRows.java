package dev.cwforwarder.local.otlp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Rows of ClickStack's table `otel_traces` as the ClickHouse exporter of its collector writes
/// them, for `INSERT INTO default.otel_traces FORMAT JSONEachRow`.
public final class OtelTracesRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OtelTracesRows() {}

  /// One row per span, in order.
  public static List<ObjectNode> of(ExportTraceServiceRequest request) {
    List<ObjectNode> rows = new ArrayList<>();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      Map<String, String> attributes = OtelLogsRows.map(resource.getResource().getAttributesList());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> rows.add(row(attributes, scope, span)));
      }
    }
    return rows;
  }

  private static ObjectNode row(Map<String, String> ofResource, ScopeSpans scope, Span span) {
    ObjectNode row = JSON.createObjectNode();
    row.put("Timestamp", OtelLogsRows.time(span.getStartTimeUnixNano()));
    row.put("TraceId", hex(span.getTraceId()));
    row.put("SpanId", hex(span.getSpanId()));
    row.put("ParentSpanId", hex(span.getParentSpanId()));
    row.put("TraceState", span.getTraceState());
    row.put("SpanName", span.getName());
    row.put("SpanKind", kind(span.getKind()));
    row.put("ServiceName", ofResource.getOrDefault("service.name", ""));
    row.set("ResourceAttributes", JSON.valueToTree(ofResource));
    row.put("ScopeName", scope.getScope().getName());
    row.put("ScopeVersion", scope.getScope().getVersion());
    row.set("SpanAttributes", JSON.valueToTree(OtelLogsRows.map(span.getAttributesList())));
    row.put("Duration", span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
    row.put("StatusCode", code(span.getStatus().getCode()));
    row.put("StatusMessage", span.getStatus().getMessage());
    putEvents(row, span);
    putLinks(row, span);
    return row;
  }

  private static void putEvents(ObjectNode row, Span span) {
    ArrayNode times = row.putArray("Events.Timestamp");
    ArrayNode names = row.putArray("Events.Name");
    ArrayNode attributes = row.putArray("Events.Attributes");
    for (Span.Event event : span.getEventsList()) {
      times.add(OtelLogsRows.time(event.getTimeUnixNano()));
      names.add(event.getName());
      attributes.add(JSON.valueToTree(OtelLogsRows.map(event.getAttributesList())));
    }
  }

  private static void putLinks(ObjectNode row, Span span) {
    ArrayNode traces = row.putArray("Links.TraceId");
    ArrayNode spans = row.putArray("Links.SpanId");
    ArrayNode states = row.putArray("Links.TraceState");
    ArrayNode attributes = row.putArray("Links.Attributes");
    for (Span.Link link : span.getLinksList()) {
      traces.add(hex(link.getTraceId()));
      spans.add(hex(link.getSpanId()));
      states.add(link.getTraceState());
      attributes.add(JSON.valueToTree(OtelLogsRows.map(link.getAttributesList())));
    }
  }

  private static String kind(Span.SpanKind kind) {
    return switch (kind) {
      case SPAN_KIND_INTERNAL -> "Internal";
      case SPAN_KIND_SERVER -> "Server";
      case SPAN_KIND_CLIENT -> "Client";
      case SPAN_KIND_PRODUCER -> "Producer";
      case SPAN_KIND_CONSUMER -> "Consumer";
      case SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> "Unspecified";
    };
  }

  private static String code(Status.StatusCode code) {
    return switch (code) {
      case STATUS_CODE_OK -> "Ok";
      case STATUS_CODE_ERROR -> "Error";
      case STATUS_CODE_UNSET, UNRECOGNIZED -> "Unset";
    };
  }

  private static String hex(ByteString id) {
    return OtelLogsRows.hex(id);
  }
}
