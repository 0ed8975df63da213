package dev.cwforwarder.poll;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Stores between runs how far each source has been forwarded. Implementations are thread-safe.
public interface CheckpointStore {
  /// The stored state of one source.
  ///
  /// @param sourceId see [PollSource#id]
  /// @param version 0 if nothing is stored; each write adds one
  /// @param state what the poller wrote; empty at version 0
  record Entry(String sourceId, long version, String state) {
    /// Whether it is the checkpoint of a source. The ids of all other entries start with `#`.
    boolean isSource() {
      return !sourceId.startsWith("#");
    }
  }

  /// Loads the state of a source with a consistent read; version 0 if there is none.
  Entry load(String sourceId) throws CheckpointException;

  /// Writes `state` if the stored version is still that of `entry`.
  ///
  /// @return the new entry; empty if another process has written in between
  Optional<Entry> save(Entry entry, String state) throws CheckpointException;

  /// Deletes the state of a source if the stored version is still that of `entry`.
  ///
  /// @return whether it was deleted
  boolean delete(Entry entry) throws CheckpointException;

  /// All entries, sorted by source id.
  List<Entry> list() throws CheckpointException;

  /// Acquires or renews a lease, so that only one run is active at a time.
  ///
  /// @param name what is leased, e.g. the shard
  /// @param owner unique to this run
  /// @param time how long the lease is valid unless it is renewed: the lease of a killed run
  ///   expires
  /// @return whether `owner` holds the lease now
  boolean lease(String name, String owner, Duration time) throws CheckpointException;

  /// Releases the lease if `owner` still holds it.
  void release(String name, String owner) throws CheckpointException;
}
