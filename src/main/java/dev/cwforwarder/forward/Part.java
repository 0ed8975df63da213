package dev.cwforwarder.forward;

/// A stretch of a batch: records `from` (inclusive) to `to` (exclusive).
record Part(int from, int to) {
  Part {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("empty part %d..%d".formatted(from, to));
    }
  }

  int size() {
    return to - from;
  }
}
