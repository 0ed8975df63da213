package dev.cwforwarder.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Events of one log stream, in the order CloudWatch delivered them.
public record LogBatch(LogSource source, List<LogEvent> events) {
  public LogBatch {
    requireNonNull(source, "source is null");
    events = List.copyOf(events);
  }

  /// How many events there are, joined ones as one.
  public int size() {
    return events.size();
  }

  /// How many events of CloudWatch it stands for.
  public int count() {
    return count(0, events.size());
  }

  /// How many events of CloudWatch those from position `from` to before `to` stand for.
  public int count(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += events.get(i).count();
    }
    return count;
  }
}
