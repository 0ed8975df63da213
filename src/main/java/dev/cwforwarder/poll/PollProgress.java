package dev.cwforwarder.poll;

/// Receives the progress of a run.
@FunctionalInterface
public interface PollProgress {
  /// Ignores the progress.
  PollProgress NONE = (_, _, _) -> {};

  /// Called after each turn of a source, from the thread that had the turn.
  ///
  /// @param done number of sources with nothing left to read
  /// @param of number of sources
  /// @param events number of events due so far
  void at(int done, int of, long events);
}
