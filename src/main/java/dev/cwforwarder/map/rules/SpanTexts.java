package dev.cwforwarder.map.rules;

import dev.cwforwarder.span.Counted;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanAttributes;
import dev.cwforwarder.span.SpanEvent;
import dev.cwforwarder.span.SpanLink;

/// Applies a redaction of texts to all texts of a span, except for ids, trace state, resource and
/// scope.
final class SpanTexts {
  private final ValueRedactor values;
  private final ValueRedactor.Texts texts;

  SpanTexts(ValueRedactor.Texts texts) {
    this.texts = texts;
    this.values = new ValueRedactor(texts);
  }

  Span redact(Span span) {
    return new Span(
        span.resource(),
        span.scope(),
        span.ids(),
        texts.text("", span.name()),
        span.kind(),
        span.startNanos(),
        span.endNanos(),
        attributes(span.attributes()),
        new Counted<>(
            span.events().items().stream().map(this::event).toList(), span.events().dropped()),
        new Counted<>(
            span.links().items().stream().map(this::link).toList(), span.links().dropped()),
        new Span.Status(span.status().code(), texts.text("", span.status().message())));
  }

  private SpanEvent event(SpanEvent event) {
    return new SpanEvent(
        event.timeNanos(), texts.text("", event.name()), attributes(event.attributes()));
  }

  private SpanLink link(SpanLink link) {
    return new SpanLink(link.ids(), attributes(link.attributes()));
  }

  private SpanAttributes attributes(SpanAttributes all) {
    return new SpanAttributes(values.attributes(all.attributes()), all.dropped());
  }
}
