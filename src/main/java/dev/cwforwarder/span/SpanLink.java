package dev.cwforwarder.span;

import static java.util.Objects.requireNonNull;

/// A link to another span.
///
/// @param ids of the linked span, without a parent
public record SpanLink(SpanIds ids, SpanAttributes attributes) {
  public SpanLink {
    requireNonNull(ids, "ids is null");
    requireNonNull(attributes, "attributes is null");
  }
}
