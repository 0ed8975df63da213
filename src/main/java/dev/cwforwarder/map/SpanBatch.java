package dev.cwforwarder.map;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.span.SpanRecord;
import java.util.List;
import java.util.Map;

/// A batch, split by its content.
///
/// @param logs the events that are no spans, in order
/// @param spans the events with spans to send, in order
/// @param records the spans of each of these events
/// @param dropped the number of events with spans that are not sent, by reason
public record SpanBatch(
    LogBatch logs, LogBatch spans, List<SpanRecord> records, Map<String, Integer> dropped) {
  public SpanBatch {
    records = List.copyOf(records);
    dropped = Map.copyOf(dropped);
  }

  /// Whether no event has spans.
  public boolean isWithoutSpans() {
    return records.isEmpty() && dropped.isEmpty();
  }
}
