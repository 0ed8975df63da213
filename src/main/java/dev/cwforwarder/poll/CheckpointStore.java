package dev.cwforwarder.poll;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Keeps how far each source has been forwarded, between runs. Implementations are thread-safe.
public interface CheckpointStore {
  /// What is kept for one source.
  ///
  /// @param sourceId see [PollSource#id]
  /// @param version 0 when nothing is kept yet; each write adds one
  /// @param state what the poller wrote; empty at version 0
  record Entry(String sourceId, long version, String state) {}

  /// What is kept of a source, read consistently; version 0 when there is nothing.
  Entry load(String sourceId) throws CheckpointException;

  /// Writes `state` if the kept version is still that of `entry`.
  ///
  /// @return the entry as it is now; empty when somebody else wrote in between
  Optional<Entry> save(Entry entry, String state) throws CheckpointException;

  /// Forgets a source, if the kept version is still that of `entry`.
  ///
  /// @return whether it was
  boolean delete(Entry entry) throws CheckpointException;

  /// Everything that is kept, in the order of the sources' ids.
  List<Entry> list() throws CheckpointException;

  /// Lets one run at a time work.
  ///
  /// @param name what is leased, e.g. the shard
  /// @param owner unique for this run
  /// @param time for how long, unless it is renewed; who died keeps others out no longer
  /// @return whether `owner` has it now; also renews what `owner` has
  boolean lease(String name, String owner, Duration time) throws CheckpointException;

  /// Gives the lease back if it is still that of `owner`.
  void release(String name, String owner) throws CheckpointException;
}
