package dev.cwforwarder.replay;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.store.StoreException;

/// The failure store for events that are replayed from the failure store. Events that are refused
/// again stay in their object, so that nothing is written for them. Thread-safe.
public final class InPlaceStore implements FailureStore {
  private final FailureStore store;

  /// @param store stores everything else
  public InPlaceStore(FailureStore store) {
    this.store = store;
  }

  @Override
  public void store(FailureDocument document, Deadline deadline) throws StoreException {
    boolean staysInPlace =
        document instanceof FailureDocument.Events events
            && events.kind() == FailureDocument.Kind.QUARANTINE;
    if (!staysInPlace) {
      store.store(document, deadline);
    }
  }
}
