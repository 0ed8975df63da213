package dev.cwforwarder.forward;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;

/// Delivers batches of log events. Implementations are thread-safe.
@FunctionalInterface
public interface Forwarder {
  /// Delivers `batch` as far as possible and says what became of each event. Does not throw for
  /// what an endpoint answers: a caller that must not acknowledge an incomplete delivery looks at
  /// [Delivery#undelivered].
  ///
  /// @param deadline when the delivery must have ended
  Delivery forward(LogBatch batch, Deadline deadline);
}
