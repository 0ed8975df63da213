package dev.cwforwarder.demo;

/// A span of the day in which something is out of the ordinary.
///
/// @param from the first millisecond
/// @param to the first millisecond after it
record Span(long from, long to) {
  Span {
    if (to <= from) {
      throw new IllegalArgumentException("ends at " + to + " before it begins at " + from);
    }
  }

  boolean has(long millis) {
    return millis >= from && millis < to;
  }
}
