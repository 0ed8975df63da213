package dev.cwforwarder.local.otlp;

import static java.util.Objects.requireNonNull;

import dev.cwforwarder.local.http.HttpRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;

/// One well-formed request with spans.
///
/// @param http the request as received: headers, compressed body
/// @param accepted whether its spans were accepted
public record ReceivedTraces(
    HttpRequest http, ExportTraceServiceRequest request, boolean accepted) {
  public ReceivedTraces {
    requireNonNull(http, "http is null");
    requireNonNull(request, "request is null");
  }

  public List<Span> spans() {
    return spans(request);
  }

  public static List<Span> spans(ExportTraceServiceRequest request) {
    return request.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }
}
