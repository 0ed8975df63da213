package dev.cwforwarder.replay;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.store.StoreException;

/// The store for events that come out of the store: what is refused again is kept where it is, so
/// nothing is written for it. Thread-safe.
public final class InPlaceStore implements FailureStore {
  private final FailureStore store;

  /// @param store takes everything else
  public InPlaceStore(FailureStore store) {
    this.store = store;
  }

  @Override
  public void keep(FailureDocument document, Deadline deadline) throws StoreException {
    boolean staysAnyway =
        document instanceof FailureDocument.Events events
            && events.kind() == FailureDocument.Kind.QUARANTINE;
    if (!staysAnyway) {
      store.keep(document, deadline);
    }
  }
}
