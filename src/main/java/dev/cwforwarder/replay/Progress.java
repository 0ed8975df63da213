package dev.cwforwarder.replay;

/// Receives the progress of a replay, on the thread that runs it.
@FunctionalInterface
public interface Progress {
  /// Ignores the progress.
  Progress NONE = (removed, left) -> {};

  /// Called after every bundle of objects.
  ///
  /// @param removed number of objects delivered and removed so far
  /// @param left number of objects so far that stay in the bucket
  void at(long removed, long left);
}
