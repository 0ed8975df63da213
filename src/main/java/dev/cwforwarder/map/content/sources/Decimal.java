package dev.cwforwarder.map.content.sources;

/// Parses plain decimal numbers without copying them.
public final class Decimal {
  /// Powers of ten that a double represents exactly, up to the maximum number of digits.
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private Decimal() {}

  /// Parses the number from `from` to `to` or to the next blank; NaN if there is none, or if it has
  /// more than 15 digits.
  public static double parse(String text, int from, int to) {
    long digits = 0;
    int count = 0;
    int point = -1;
    int at = from;
    for (; at < to && text.charAt(at) != ' '; at++) {
      char c = text.charAt(at);
      if (c == '.' && point < 0) {
        point = count;
      } else if (c >= '0' && c <= '9' && count < POWERS.length - 1) {
        digits = 10 * digits + c - '0';
        count++;
      } else {
        return Double.NaN;
      }
    }
    // Both operands are exact, so the quotient is the nearest double.
    return count == 0 ? Double.NaN : point < 0 ? digits : digits / POWERS[count - point];
  }
}
