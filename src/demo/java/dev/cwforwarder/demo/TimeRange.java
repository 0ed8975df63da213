package dev.cwforwarder.demo;

/// A time range of an incident.
///
/// @param from the first millisecond
/// @param to the first millisecond after it
record TimeRange(long from, long to) {
  TimeRange {
    if (to <= from) {
      throw new IllegalArgumentException("ends at " + to + " before it starts at " + from);
    }
  }

  boolean has(long millis) {
    return millis >= from && millis < to;
  }
}
