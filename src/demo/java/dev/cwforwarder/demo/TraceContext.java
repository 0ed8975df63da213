package dev.cwforwarder.demo;

import static java.lang.String.format;
import static java.util.Locale.ROOT;
import static java.util.Objects.requireNonNull;

/// A span's place in its trace.
///
/// @param traceId 32 hexadecimal digits
/// @param spanId 16 hexadecimal digits
/// @param parentId the id of the span that caused it; empty for the root
record TraceContext(String traceId, String spanId, String parentId) {
  private static final int TIME_DIGITS = 8;

  TraceContext {
    requireNonNull(traceId, "traceId is null");
    requireNonNull(spanId, "spanId is null");
    requireNonNull(parentId, "parentId is null");
  }

  /// The root of a trace whose id begins, like X-Ray's, with the second of its start. So two days
  /// never share a trace.
  ///
  /// @param random 32 hexadecimal digits, of which the first eight are replaced
  static TraceContext root(long millis, String random, String spanId) {
    String time = format(ROOT, "%08x", millis / 1_000);
    return new TraceContext(time + random.substring(TIME_DIGITS), spanId, "");
  }

  /// Adds the ids to a line of the application.
  JsonLine putInto(JsonLine line) {
    return line.put("trace_id", traceId).put("span_id", spanId);
  }

  TraceContext child(String id) {
    return new TraceContext(traceId, id, spanId);
  }
}
