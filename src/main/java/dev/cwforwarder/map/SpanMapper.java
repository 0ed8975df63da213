package dev.cwforwarder.map;

import dev.cwforwarder.map.otel.SpanReader;
import dev.cwforwarder.map.otel.SpanReading;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Splits batches into spans and logs, and gives each span its resource. Thread-safe.
public final class SpanMapper {
  /// Reasons for which spans are dropped.
  public static final String IN_PROGRESS = "in_progress";

  public static final String DUPLICATE = "duplicate";
  public static final String LOOP = "loop";

  private final SpanReader reader;
  private final ResourceMapper resources;
  private final OwnFunctions own;

  /// @param own the functions whose spans are dropped
  public SpanMapper(SpanReader reader, ResourceMapper resources, OwnFunctions own) {
    this.reader = reader;
    this.resources = resources;
    this.own = own;
  }

  /// Splits `batch` by its content. A batch without spans takes one look at each message.
  public SpanBatch split(LogBatch batch) {
    Split split = new Split(batch);
    batch.events().forEach(split::add);
    return split.finish();
  }

  /// What is equal in all copies of a span.
  private record Seen(String traceId, String spanId, long endNanos) {}

  /// Splits one batch.
  private final class Split {
    private final LogBatch batch;
    private final List<LogEvent> logs;
    private final List<LogEvent> events = new ArrayList<>();
    private final List<SpanRecord> found = new ArrayList<>();
    private final Map<String, Integer> dropped = new TreeMap<>();
    private final Set<Seen> seen = new HashSet<>();

    Split(LogBatch batch) {
      this.batch = batch;
      this.logs = new ArrayList<>(batch.size());
    }

    void add(LogEvent event) {
      switch (reader.read(event)) {
        case SpanReading.Spans(SpanRecord spans) -> addSpans(event, spans);
        case SpanReading.InProgress _ -> drop(IN_PROGRESS);
        case SpanReading.NoSpans _ -> logs.add(event);
      }
    }

    private void addSpans(LogEvent event, SpanRecord spans) {
      List<Span> first = new ArrayList<>();
      for (Span span : spans.spans()) {
        if (seen.add(new Seen(span.ids().traceId(), span.ids().spanId(), span.endNanos()))) {
          first.add(span);
        }
      }
      if (first.isEmpty()) {
        drop(DUPLICATE);
      } else {
        events.add(event);
        found.add(new SpanRecord(first));
      }
    }

    private void drop(String reason) {
      dropped.merge(reason, 1, Integer::sum);
    }

    SpanBatch finish() {
      if (logs.size() == batch.size()) {
        return new SpanBatch(batch, new LogBatch(batch.source(), List.of()), List.of(), Map.of());
      }
      SpanResources ofBatch = new SpanResources(batch, resources, own, found);
      List<LogEvent> kept = new ArrayList<>();
      List<SpanRecord> records = new ArrayList<>();
      for (int i = 0; i < found.size(); i++) {
        LogEvent event = events.get(i);
        List<Span> spans = ofBatch.complete(event, found.get(i));
        if (spans.isEmpty()) {
          drop(LOOP);
        } else {
          kept.add(event);
          records.add(new SpanRecord(spans));
        }
      }
      return new SpanBatch(
          new LogBatch(batch.source(), logs), new LogBatch(batch.source(), kept), records, dropped);
    }
  }
}
