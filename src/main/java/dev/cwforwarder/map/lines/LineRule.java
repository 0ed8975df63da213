package dev.cwforwarder.map.lines;

/// Decides which lines continue the previous line. Thread-safe; a [Scan] is not.
public interface LineRule {
  /// Starts a scan of the lines of one stream.
  Scan newScan();

  /// The state after the lines scanned so far.
  interface Scan {
    /// Whether `line` continues the previous line.
    ///
    /// @param line a line without its line break; the result for the first line of a batch is
    ///   ignored
    boolean isContinuation(String line);
  }
}
