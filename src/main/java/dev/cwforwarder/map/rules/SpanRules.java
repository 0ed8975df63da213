package dev.cwforwarder.map.rules;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanRecord;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Applies filters and redactions to spans. An event whose spans are all dropped counts under the
/// filter that dropped the first one. Used for one batch.
@SuppressWarnings("ReferenceEquality") // an unchanged resource remains the same instance
final class SpanRules {
  private final List<Filter> filters;
  private final Redactor redactor;
  private final Map<String, Integer> redacted = new TreeMap<>();
  private final RedactedResources resources;

  SpanRules(List<Filter> filters, Redactor redactor) {
    this.filters = filters;
    this.redactor = redactor;
    this.resources = new RedactedResources(redactor, redacted);
  }

  RecordRules.Ruled<SpanRecord> apply(LogBatch batch, List<SpanRecord> records) {
    List<Filter> ofSource =
        filters.stream().filter(filter -> filter.matchesSource(batch.source())).toList();
    Map<String, Integer> dropped = new TreeMap<>();
    List<LogEvent> events = new ArrayList<>(batch.size());
    List<SpanRecord> kept = new ArrayList<>(batch.size());
    for (int i = 0; i < records.size(); i++) {
      List<Span> spans = records.get(i).spans();
      String droppedBy = droppingFilter(ofSource, spans.getFirst());
      List<Span> keptSpans =
          ofSource.isEmpty()
              ? spans
              : spans.stream().filter(span -> droppingFilter(ofSource, span) == null).toList();
      if (droppedBy != null && keptSpans.isEmpty()) {
        dropped.merge(droppedBy, 1, Integer::sum);
      } else {
        events.add(batch.events().get(i));
        kept.add(redact(keptSpans));
      }
    }
    LogBatch left = dropped.isEmpty() ? batch : new LogBatch(batch.source(), events);
    return new RecordRules.Ruled<>(left, kept, dropped, redacted);
  }

  private SpanRecord redact(List<Span> spans) {
    return new SpanRecord(spans.stream().map(this::redact).toList());
  }

  private Span redact(Span span) {
    Resource resource = resources.of(span.resource());
    Span withResource = resource == span.resource() ? span : span.withResource(resource);
    return redactor.redact(withResource, redacted);
  }

  /// The name of the filter that drops the span; null if the span is kept.
  private static @Nullable String droppingFilter(List<Filter> filters, Span span) {
    for (Filter filter : filters) {
      if (filter.matches(span)) {
        return filter.keeps(span.ids().traceId()) ? null : filter.name();
      }
    }
    return null;
  }
}
