package dev.cwforwarder.map.lines;

import dev.cwforwarder.model.LogBatch;

/// Finds the events of a batch that are lines of one text. Implementations are thread-safe.
public interface LineJoiner {
  /// `batch` with such events as one each; the same instance when there are none. No event is lost,
  /// and none changes its place.
  LogBatch join(LogBatch batch);

  /// Leaves every event what it is.
  static LineJoiner none() {
    return batch -> batch;
  }
}
