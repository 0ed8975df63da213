package dev.cwforwarder.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Events of one log stream, in the order CloudWatch delivered them.
public record LogBatch(LogSource source, List<LogEvent> events) {
  public LogBatch {
    requireNonNull(source, "source is null");
    events = List.copyOf(events);
  }

  /// The number of events; joined events count as one.
  public int size() {
    return events.size();
  }

  /// The number of CloudWatch events in the batch.
  public int count() {
    return count(0, events.size());
  }

  /// The number of CloudWatch events at the positions from `from` (inclusive) to `to` (exclusive).
  public int count(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += events.get(i).count();
    }
    return count;
  }
}
