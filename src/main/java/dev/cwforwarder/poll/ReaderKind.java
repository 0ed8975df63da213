package dev.cwforwarder.poll;

import java.util.Arrays;

/// The ways to read a log group.
public enum ReaderKind {
  /// `FilterLogEvents`: free of charge, for the standard log class only.
  FILTER("FILTER"),
  /// Logs Insights queries: for every log class, billed by what they scan, minutes behind.
  INSIGHTS("INSIGHTS");

  private final String stored;

  ReaderKind(String stored) {
    this.stored = stored;
  }

  /// The spelling in checkpoints. It must not change.
  public String stored() {
    return stored;
  }

  /// The reader with this spelling.
  ///
  /// @throws IllegalArgumentException if there is none
  static ReaderKind ofStored(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.stored.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no reader '%s'".formatted(text)));
  }
}
