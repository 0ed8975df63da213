package dev.cwforwarder.forward;

import dev.cwforwarder.model.LogBatch;
import java.util.List;

/// A batch after mapping and rules, ready to be sent.
///
/// @param batch the events to send
/// @param records one record for each of these events, in the same order
/// @param before the outcome of the events that are not sent
/// @param <R> a record
record PreparedBatch<R>(LogBatch batch, List<R> records, Delivery before) {
  PreparedBatch {
    if (batch.size() != records.size()) {
      throw new IllegalArgumentException(
          "%d events, %d records".formatted(batch.size(), records.size()));
    }
  }
}
