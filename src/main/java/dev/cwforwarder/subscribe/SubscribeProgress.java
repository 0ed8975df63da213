package dev.cwforwarder.subscribe;

/// Is told how far a run is.
@FunctionalInterface
public interface SubscribeProgress {
  /// Tells nobody.
  SubscribeProgress NONE = (_, _, _) -> {};

  /// After each group.
  ///
  /// @param done log groups
  /// @param of log groups
  /// @param changed filters
  void at(int done, int of, int changed);
}
