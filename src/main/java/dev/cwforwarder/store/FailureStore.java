package dev.cwforwarder.store;

import dev.cwforwarder.model.Deadline;

/// Keeps what ClickStack will not take, so that a person can look at it. Implementations are
/// thread-safe.
@FunctionalInterface
public interface FailureStore {
  /// Returns once `document` is safe. Keeping the same events again overwrites them.
  ///
  /// @param deadline when it must be safe
  /// @throws StoreException when it is not: the source must keep the events
  void keep(FailureDocument document, Deadline deadline) throws StoreException;

  /// Whether nothing is ever kept, because nobody asked for a store.
  default boolean isNone() {
    return false;
  }

  /// Keeps nothing: without a store everything stays where it came from.
  static FailureStore none() {
    return new FailureStore() {
      @Override
      public void keep(FailureDocument document, Deadline deadline) throws StoreException {
        throw new StoreException("there is no failure store (FAILURE_BUCKET is not set)", null);
      }

      @Override
      public boolean isNone() {
        return true;
      }
    };
  }
}
