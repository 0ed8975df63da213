package dev.cwforwarder.poll;

/// Is told how a run goes on, after each turn.
@FunctionalInterface
public interface PollProgress {
  /// For nobody.
  PollProgress NONE = (_, _, _) -> {};

  /// Called after a turn, from the thread that had it.
  ///
  /// @param done sources with nothing left that is due
  /// @param of sources
  /// @param events delivered so far
  void at(int done, int of, long events);
}
