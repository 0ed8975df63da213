package dev.cwforwarder.replay;

/// Told how a replay goes, by the thread that runs it.
@FunctionalInterface
public interface Progress {
  /// Tells nobody.
  Progress NONE = (removed, left) -> {};

  /// Called after every bundle of objects.
  ///
  /// @param removed objects delivered so far
  /// @param left objects that stay so far
  void at(long removed, long left);
}
