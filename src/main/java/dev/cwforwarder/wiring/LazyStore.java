package dev.cwforwarder.wiring;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.store.StoreException;
import org.jspecify.annotations.Nullable;

/// Builds a store when something has to be kept: the push path loads no AWS SDK class before.
/// Thread-safe.
final class LazyStore implements FailureStore {
  private final Builder builder;
  private @Nullable FailureStore store;

  /// Builds the store; asked again after a failure.
  @FunctionalInterface
  interface Builder {
    FailureStore build() throws StoreException;
  }

  LazyStore(Builder builder) {
    this.builder = builder;
  }

  @Override
  public void store(FailureDocument document, Deadline deadline) throws StoreException {
    built().store(document, deadline);
  }

  private synchronized FailureStore built() throws StoreException {
    FailureStore built = store;
    if (built == null) {
      built = builder.build();
      store = built;
    }
    return built;
  }
}
