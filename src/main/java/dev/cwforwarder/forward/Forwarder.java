package dev.cwforwarder.forward;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import java.util.ArrayList;
import java.util.List;

/// Delivers batches of log events. Implementations are thread-safe.
@FunctionalInterface
public interface Forwarder {
  /// Delivers `batch` as far as possible and accounts for each event. Does not throw for any
  /// response of the endpoint: a caller that must not acknowledge an incomplete delivery checks
  /// [Delivery#undelivered].
  ///
  /// @param deadline when the delivery must have ended
  Delivery forward(LogBatch batch, Deadline deadline);

  /// Delivers several batches in as few requests as possible. Stops at the first batch that is not
  /// delivered; the ones after it count as undelivered.
  ///
  /// @return one delivery for each batch, in order; together they count every event and request
  ///   exactly once
  default List<Delivery> forwardAll(List<LogBatch> batches, Deadline deadline) {
    List<Delivery> deliveries = new ArrayList<>(batches.size());
    boolean failed = false;
    for (LogBatch batch : batches) {
      Delivery delivery =
          failed
              ? Delivery.undelivered(batch.size(), "not sent because of an earlier failure")
              : forward(batch, deadline);
      failed |= delivery.undelivered() > 0;
      deliveries.add(delivery);
    }
    return deliveries;
  }
}
