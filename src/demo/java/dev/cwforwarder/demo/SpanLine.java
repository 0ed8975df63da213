package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/// A span in the JSON form of X-Ray's Transaction Search, which is not OTLP/JSON.
///
/// @param service the service that the span belongs to
/// @param name may be empty in X-Ray's subsegments
/// @param start milliseconds since the epoch
/// @param end milliseconds since the epoch
/// @param failure the message of the failure; empty if there is none
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Transaction-Search.html">
///   Transaction Search</a>
record SpanLine(
    String service,
    TraceContext context,
    String name,
    Kind kind,
    long start,
    long end,
    String failure) {
  /// The kind of a span.
  enum Kind {
    SERVER,
    CLIENT,
    INTERNAL
  }

  private static final long NANOS_PER_MILLI = 1_000_000;

  SpanLine {
    requireNonNull(service, "service is null");
    requireNonNull(context, "context is null");
    requireNonNull(name, "name is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(failure, "failure is null");
    if (end < start) {
      throw new IllegalArgumentException(name + " ends at " + end + " before " + start);
    }
  }

  boolean failed() {
    return !failure.isEmpty();
  }

  /// The span of an OpenTelemetry SDK, with exact times.
  String ofSdk(String library, Consumer<JsonLine> attributes) {
    JsonLine line =
        JsonLine.create()
            .put(
                "resource",
                resource ->
                    resource.put(
                        "attributes",
                        one -> one.put("service.name", service).put("cloud.provider", "aws")))
            .put("scope", scope -> scope.put("name", library).put("version", "0.57.2"))
            .put("flags", 1);
    putInto(line, start * NANOS_PER_MILLI, end * NANOS_PER_MILLI);
    return line.put("attributes", one -> attributes.accept(marked(one)))
        .put("status", this::putStatus)
        .toString();
  }

  /// The segment of a service that X-Ray traces.
  ///
  /// @param arn the resource that the service runs on
  String ofSegment(String arn, Consumer<JsonLine> attributes) {
    JsonLine line =
        JsonLine.create()
            .put(
                "resource",
                resource ->
                    resource.put(
                        "attributes",
                        one ->
                            one.put("cloud.provider", "aws")
                                .put("cloud.resource_id", arn)
                                .put("service.name", service)));
    return xray(line, "segment", name, attributes);
  }

  /// A step within a segment. Its service is only an attribute, and its name may be empty.
  ///
  /// @param xrayName X-Ray's name of the step
  String ofSubsegment(String xrayName, Consumer<JsonLine> attributes) {
    return xray(JsonLine.create().put("resource", _ -> {}), "subsegment", xrayName, attributes);
  }

  private String xray(JsonLine line, String type, String xrayName, Consumer<JsonLine> attributes) {
    putInto(line, rounded(start), rounded(end));
    line.put(
        "attributes",
        one -> {
          attributes.accept(marked(one).put("aws.local.service", service));
          one.list("aws.xray.annotation_keys", "source");
          if (failed()) {
            one.put("aws.xray.fault", true);
          }
        });
    return line.put("status", this::putStatus)
        .put(
            "_aws",
            aws ->
                aws.put(
                    "xray",
                    one -> {
                      one.put("name", xrayName).put("type", type);
                      if (failed()) {
                        one.put("cause.message", failure);
                      }
                    }))
        .toString();
  }

  private void putInto(JsonLine line, long startNanos, long endNanos) {
    line.put("traceId", context.traceId()).put("spanId", context.spanId());
    if (!context.parentId().isEmpty()) {
      line.put("parentSpanId", context.parentId());
    }
    line.put("name", name)
        .put("kind", kind.name())
        .put("startTimeUnixNano", startNanos)
        .put("endTimeUnixNano", endNanos)
        .put("durationNano", endNanos - startNanos);
  }

  private void putStatus(JsonLine status) {
    status.put("code", failed() ? "ERROR" : "UNSET");
    if (failed()) {
      status.put("message", failure);
    }
  }

  private static JsonLine marked(JsonLine attributes) {
    Payloads.MARK.forEach(attributes::put);
    return attributes;
  }

  /// X-Ray's times are seconds in floating point, so their nanoseconds are not exact.
  private static long rounded(long millis) {
    return (long) (millis / 1_000.0 * 1e9);
  }
}
