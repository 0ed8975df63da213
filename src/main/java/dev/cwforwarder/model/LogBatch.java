package dev.cwforwarder.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Events of one log stream, in the order CloudWatch delivered them.
public record LogBatch(LogSource source, List<LogEvent> events) {
  public LogBatch {
    requireNonNull(source, "source is null");
    events = List.copyOf(events);
  }

  public int size() {
    return events.size();
  }
}
