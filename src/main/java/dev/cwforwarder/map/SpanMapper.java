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

/// Parts batches into spans and logs, and gives each span its resource. Thread-safe.
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

  /// Parts `batch` by its content. A batch without spans takes one look at each message.
  public SpanBatch part(LogBatch batch) {
    Parting parting = new Parting(batch);
    List<LogEvent> events = batch.events();
    for (int i = 0; i < events.size(); i++) {
      parting.add(i, reader.read(events.get(i)));
    }
    return parting.finish();
  }

  /// Parts one batch.
  private final class Parting {
    private final LogBatch batch;
    private final List<LogEvent> logs = new ArrayList<>();
    private final List<LogEvent> events = new ArrayList<>();
    private final List<SpanRecord> found = new ArrayList<>();
    private final Map<String, Integer> dropped = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();

    /// The events before the first one with spans are not copied one by one.
    private boolean any;

    Parting(LogBatch batch) {
      this.batch = batch;
    }

    void add(int index, SpanReading reading) {
      LogEvent event = batch.events().get(index);
      if (reading instanceof SpanReading.NoSpans) {
        if (any) {
          logs.add(event);
        }
        return;
      }
      if (!any) {
        any = true;
        logs.addAll(batch.events().subList(0, index));
      }
      switch (reading) {
        case SpanReading.Spans(SpanRecord spans) -> addSpans(event, spans);
        case SpanReading.InProgress _ -> drop(IN_PROGRESS);
        case SpanReading.NoSpans _ -> {}
      }
    }

    private void addSpans(LogEvent event, SpanRecord spans) {
      List<Span> first =
          spans.spans().stream()
              .filter(
                  span -> seen.add(span.ids().traceId() + span.ids().spanId() + span.endNanos()))
              .toList();
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
      if (!any) {
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
