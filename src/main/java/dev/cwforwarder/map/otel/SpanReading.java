package dev.cwforwarder.map.otel;

import dev.cwforwarder.span.SpanRecord;

/// What the message of a log event is.
public sealed interface SpanReading {
  /// Complete spans, with their own resources.
  record Spans(SpanRecord spans) implements SpanReading {}

  /// The first record of a long span of X-Ray. The complete one follows under the same id.
  record InProgress() implements SpanReading {}

  /// Anything else: it remains a log message.
  record NoSpans() implements SpanReading {
    static final NoSpans INSTANCE = new NoSpans();
  }
}
