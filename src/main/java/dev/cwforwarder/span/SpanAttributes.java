package dev.cwforwarder.span;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.common.Attributes;

/// Attributes, and how many more their sender dropped.
public record SpanAttributes(Attributes attributes, int dropped) {
  public static final SpanAttributes NONE = new SpanAttributes(Attributes.empty(), 0);

  public SpanAttributes {
    requireNonNull(attributes, "attributes is null");
  }
}
