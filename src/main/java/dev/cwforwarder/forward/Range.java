package dev.cwforwarder.forward;

/// A stretch of a batch: records `from` (inclusive) to `to` (exclusive).
record Range(int from, int to) {
  Range {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("empty part %d..%d".formatted(from, to));
    }
  }

  int size() {
    return to - from;
  }
}
