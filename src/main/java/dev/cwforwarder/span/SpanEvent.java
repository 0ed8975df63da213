package dev.cwforwarder.span;

import static java.util.Objects.requireNonNull;

/// Something that happened during a span.
public record SpanEvent(long timeNanos, String name, SpanAttributes attributes) {
  public SpanEvent {
    requireNonNull(name, "name is null");
    requireNonNull(attributes, "attributes is null");
  }
}
