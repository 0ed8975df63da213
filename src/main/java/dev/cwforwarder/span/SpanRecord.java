package dev.cwforwarder.span;

import java.util.List;

/// The spans of one log event. They are delivered as a whole and count as one record.
public record SpanRecord(List<Span> spans) {
  public SpanRecord {
    spans = List.copyOf(spans);
  }
}
