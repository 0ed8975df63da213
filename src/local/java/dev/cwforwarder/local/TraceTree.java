package dev.cwforwarder.local;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Shows the spans of requests as trees, one for each trace, with durations and status.
final class TraceTree {
  private static final String INDENT = "  ";
  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<String, List<Node>> traces = new LinkedHashMap<>();

  /// A span with its service.
  private record Node(Span span, Resource resource) {
    String id() {
      return hex(span.getSpanId().toByteArray());
    }

    String parent() {
      return hex(span.getParentSpanId().toByteArray());
    }
  }

  /// The lines for all spans of `requests`.
  static List<String> lines(List<ExportTraceServiceRequest> requests) {
    TraceTree tree = new TraceTree();
    for (ExportTraceServiceRequest request : requests) {
      for (ResourceSpans resource : request.getResourceSpansList()) {
        resource.getScopeSpansList().stream()
            .flatMap(scope -> scope.getSpansList().stream())
            .forEach(span -> tree.add(new Node(span, resource.getResource())));
      }
    }
    List<String> lines = new ArrayList<>();
    tree.traces.forEach((trace, spans) -> addTrace(lines, trace, spans));
    return lines;
  }

  private void add(Node node) {
    String trace = hex(node.span().getTraceId().toByteArray());
    traces.computeIfAbsent(trace, _ -> new ArrayList<>()).add(node);
  }

  private static void addTrace(List<String> lines, String trace, List<Node> spans) {
    spans.sort(Comparator.comparingLong(node -> node.span().getStartTimeUnixNano()));
    long start = spans.getFirst().span().getStartTimeUnixNano();
    long end = spans.stream().mapToLong(node -> node.span().getEndTimeUnixNano()).max().orElse(0);
    lines.add(
        "trace %s, %s, %s"
            .formatted(
                trace,
                spans.size() == 1 ? "1 span" : spans.size() + " spans",
                millis(end - start)));
    Set<String> ids = new HashSet<>();
    spans.forEach(node -> ids.add(node.id()));
    Set<Node> shown = new HashSet<>();
    for (Node node : spans) {
      if (!ids.contains(node.parent())) {
        addSubtree(lines, node, spans, 1, shown);
      }
    }
    // Spans that are each other's parents have no root.
    spans.stream()
        .filter(node -> !shown.contains(node))
        .forEach(node -> lines.add(INDENT + line(node)));
  }

  private static void addSubtree(
      List<String> lines, Node node, List<Node> spans, int depth, Set<Node> shown) {
    if (shown.add(node)) {
      lines.add(INDENT.repeat(depth) + line(node));
      for (Node child : spans) {
        if (child.parent().equals(node.id())) {
          addSubtree(lines, child, spans, depth + 1, shown);
        }
      }
    }
  }

  private static String line(Node node) {
    Span span = node.span();
    Status status = span.getStatus();
    String code =
        status.getCode() == Status.StatusCode.STATUS_CODE_UNSET
            ? ""
            : INDENT + status.getCode().name().replace("STATUS_CODE_", "");
    return TerminalText.line(span.getName())
        + INDENT
        + span.getKind().name().replace("SPAN_KIND_", "")
        + INDENT
        + TerminalText.line(Arrivals.attribute(node.resource(), "service.name"))
        + INDENT
        + millis(span.getEndTimeUnixNano() - span.getStartTimeUnixNano())
        + code
        + (status.getMessage().isEmpty() ? "" : ": " + TerminalText.line(status.getMessage()));
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f ms", nanos / NANOS_PER_MILLI);
  }

  private static String hex(byte[] id) {
    return HexFormat.of().formatHex(id);
  }
}
