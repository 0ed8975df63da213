package dev.cwforwarder.export;

import dev.cwforwarder.model.Deadline;

/// Reads the ingestion key from where it is stored. [CachedKey] decides when to call it: seldom,
/// and from one thread at a time.
@FunctionalInterface
public interface KeySource {
  /// Reads the key: the value of a header, not empty.
  ///
  /// @throws KeyException when it cannot be read in time or is not a key; the message says what to
  ///   do
  String read(Deadline deadline) throws KeyException;
}
