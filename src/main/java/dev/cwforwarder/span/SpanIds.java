package dev.cwforwarder.span;

import static java.util.Objects.requireNonNull;

/// The identity of a span.
///
/// @param traceId 32 hexadecimal digits in lower case, not all 0
/// @param spanId 16 hexadecimal digits in lower case, not all 0
/// @param parentSpanId like `spanId`; empty for the root of a trace
/// @param traceState W3C trace state, unchanged; may be empty
/// @param flags all 32 bits
public record SpanIds(
    String traceId, String spanId, String parentSpanId, String traceState, int flags) {
  public SpanIds {
    requireNonNull(traceId, "traceId is null");
    requireNonNull(spanId, "spanId is null");
    requireNonNull(parentSpanId, "parentSpanId is null");
    requireNonNull(traceState, "traceState is null");
  }
}
