package dev.cwforwarder.subscribe;

/// Receives the progress of a run.
@FunctionalInterface
public interface SubscribeProgress {
  /// Ignores it.
  SubscribeProgress NONE = (_, _, _) -> {};

  /// Called after each log group.
  ///
  /// @param done log groups processed so far
  /// @param total log groups to process
  /// @param changed filters changed so far
  void at(int done, int total, int changed);
}
