package dev.cwforwarder.forward;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import java.util.ArrayList;
import java.util.List;

/// Delivers batches of log events. Implementations are thread-safe.
@FunctionalInterface
public interface Forwarder {
  /// Delivers `batch` as far as possible and says what became of each event. Does not throw for
  /// what an endpoint answers: a caller that must not acknowledge an incomplete delivery looks at
  /// [Delivery#undelivered].
  ///
  /// @param deadline when the delivery must have ended
  Delivery forward(LogBatch batch, Deadline deadline);

  /// Delivers several batches, in as few requests as the implementation can, and says of each what
  /// became of it. Stops at the first that is not delivered: what follows is undelivered.
  ///
  /// @return one delivery a batch, in the same order; together they count every event and request
  ///   once
  default List<Delivery> forwardAll(List<LogBatch> batches, Deadline deadline) {
    List<Delivery> deliveries = new ArrayList<>(batches.size());
    boolean failed = false;
    for (LogBatch batch : batches) {
      Delivery delivery =
          failed
              ? Delivery.undelivered(batch.size(), "not tried after a failure")
              : forward(batch, deadline);
      failed |= delivery.undelivered() > 0;
      deliveries.add(delivery);
    }
    return deliveries;
  }
}
