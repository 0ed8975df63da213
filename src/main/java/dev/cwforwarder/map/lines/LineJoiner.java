package dev.cwforwarder.map.lines;

import dev.cwforwarder.model.LogBatch;

/// Joins the events of a batch that are lines of one text. Implementations are thread-safe.
public interface LineJoiner {
  /// Returns `batch` with such events joined; the same instance if there are none. No event is
  /// lost, and the order does not change.
  LogBatch join(LogBatch batch);

  /// Joins nothing.
  static LineJoiner none() {
    return batch -> batch;
  }
}
