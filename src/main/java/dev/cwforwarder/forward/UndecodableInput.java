package dev.cwforwarder.forward;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.store.StoreException;
import java.time.Clock;

/// Keeps input that cannot be decoded, byte for byte, so that it holds up nothing else.
/// Thread-safe.
public final class UndecodableInput {
  private final FailureStore store;
  private final Clock clock;

  public UndecodableInput(FailureStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Counted as one event: nobody can say how many it holds.
  ///
  /// @param problem why it cannot be decoded, for a person
  /// @return undelivered when it could not be kept: its source must keep it
  public Delivery keep(byte[] input, String problem, Deadline deadline) {
    try {
      store.keep(new FailureDocument.RawInput(problem, clock.instant(), input), deadline);
      return Delivery.stored(1, "undecodable", problem);
    } catch (StoreException e) {
      return Delivery.undelivered(1, problem + "; and not kept: " + e.getMessage());
    }
  }
}
