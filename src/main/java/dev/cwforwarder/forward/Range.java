package dev.cwforwarder.forward;

/// A range of positions from `from` (inclusive) to `to` (exclusive), not empty.
record Range(int from, int to) {
  Range {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("empty range %d..%d".formatted(from, to));
    }
  }

  int size() {
    return to - from;
  }
}
