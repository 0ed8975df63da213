package dev.cwforwarder.map.lines;

/// Says which lines go on with the one before. Thread-safe; a [Reading] is not.
public interface LineRule {
  /// For the lines of one stream, in their order.
  Reading reading();

  /// What was read so far.
  interface Reading {
    /// Whether `line` goes on with the one before.
    ///
    /// @param line without its line break; the first one of a batch goes on with nothing
    boolean goesOn(String line);
  }
}
