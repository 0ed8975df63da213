package dev.cwforwarder.poll;

import java.util.Arrays;

/// The ways to read a log group.
public enum ReaderKind {
  /// `FilterLogEvents`: free of charge, standard class only.
  FILTER("FILTER"),
  /// A Logs Insights query: every class, billed by what it scans, minutes behind.
  INSIGHTS("INSIGHTS");

  private final String stored;

  ReaderKind(String stored) {
    this.stored = stored;
  }

  /// How checkpoints name it: never changed.
  public String stored() {
    return stored;
  }

  /// The reader that was stored so.
  ///
  /// @throws IllegalArgumentException when there is none
  static ReaderKind ofStored(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.stored.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no reader '%s'".formatted(text)));
  }
}
