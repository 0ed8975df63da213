package dev.cwforwarder.store;

import dev.cwforwarder.model.Deadline;

/// Stores what ClickStack does not accept, so that the operator can inspect and replay it.
/// Implementations are thread-safe.
@FunctionalInterface
public interface FailureStore {
  /// Stores `document` durably. Storing the same events again overwrites them.
  ///
  /// @param deadline when it must be stored
  /// @throws StoreException when it is not stored, so that the source must keep the events
  void store(FailureDocument document, Deadline deadline) throws StoreException;

  /// Checks whether the store can be written, without a document.
  ///
  /// @throws StoreException when it cannot
  default void probe(Deadline deadline) throws StoreException {}

  /// Whether this store never stores anything, because none is configured.
  default boolean isNone() {
    return false;
  }

  /// A store that fails always, for a function without a failure bucket.
  static FailureStore none() {
    return new FailureStore() {
      @Override
      public void store(FailureDocument document, Deadline deadline) throws StoreException {
        throw new StoreException("there is no failure store (FAILURE_BUCKET is not set)", null);
      }

      @Override
      public void probe(Deadline deadline) throws StoreException {
        throw new StoreException("there is no failure store (FAILURE_BUCKET is not set)", null);
      }

      @Override
      public boolean isNone() {
        return true;
      }
    };
  }
}
