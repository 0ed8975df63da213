package dev.cwforwarder.config.text;

/// Parses whole numbers within limits.
public final class Numbers {
  private Numbers() {}

  /// A whole number from `min` to `max`, both inclusive.
  ///
  /// @throws IllegalArgumentException stating the limits and the value
  public static int intBetween(String raw, int min, int max) {
    int value;
    try {
      value = Integer.parseInt(raw);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a whole number, got '" + raw + "'", e);
    }
    if (value < min || value > max) {
      throw new IllegalArgumentException("expected %d to %d, got %d".formatted(min, max, value));
    }
    return value;
  }
}
