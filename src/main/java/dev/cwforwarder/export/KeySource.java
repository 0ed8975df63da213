package dev.cwforwarder.export;

import dev.cwforwarder.model.Deadline;

/// Where the ingestion key is kept. Asked by one thread at a time, and seldom: [CachedKey] decides
/// when.
@FunctionalInterface
public interface KeySource {
  /// Reads the key: a header's value, not empty.
  ///
  /// @throws KeyException when it cannot be read in time or is no key, saying what to do
  String read(Deadline deadline) throws KeyException;
}
