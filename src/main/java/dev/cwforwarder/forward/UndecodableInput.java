package dev.cwforwarder.forward;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.store.StoreException;
import java.time.Clock;

/// Stores undecodable input byte for byte, so that it does not block other input. Thread-safe.
public final class UndecodableInput {
  private final FailureStore store;
  private final Clock clock;

  public UndecodableInput(FailureStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Stores `input`. It counts as one event, because the number of its events is unknown.
  ///
  /// @param problem why it cannot be decoded, for the operator
  /// @return an undelivered event when it could not be stored, so that the source must keep it
  public Delivery store(byte[] input, String problem, Deadline deadline) {
    try {
      store.store(new FailureDocument.RawInput(problem, clock.instant(), input), deadline);
      return Delivery.stored(1, "undecodable", problem);
    } catch (StoreException e) {
      return Delivery.undelivered(1, problem + "; and not stored: " + e.getMessage());
    }
  }
}
