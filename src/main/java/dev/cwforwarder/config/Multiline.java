package dev.cwforwarder.config;

import static java.util.Objects.requireNonNull;

/// Which events of a payload are joined into one record: `MULTILINE` and
/// `MULTILINE_LINE_START_PATTERN`.
///
/// @param auto whether stack traces and what is indented are found without a pattern
/// @param lineStart an expression for the first line of a record, RE2's syntax; empty for none
public record Multiline(boolean auto, String lineStart) {
  static final Multiline OFF = new Multiline(false, "");
  static final Multiline AUTO = new Multiline(true, "");

  public Multiline {
    requireNonNull(lineStart, "lineStart is null");
  }

  /// Whether each event is a record of its own.
  public boolean isOff() {
    return !auto && lineStart.isEmpty();
  }

  static Multiline parse(String raw) {
    return switch (raw) {
      case "auto" -> AUTO;
      case "off" -> OFF;
      default -> throw new IllegalArgumentException("expected auto or off, got '" + raw + "'");
    };
  }
}
