package dev.cwforwarder.map.content.sources;

import dev.cwforwarder.map.content.text.MessageText;

/// Parses numbers with a unit of time: `1.5ms`, `1m30s`, `12 ms`.
final class TimeSpan {
  private TimeSpan() {}

  /// Returns seconds; NaN if the text from `from` to `to` is anything else.
  static double seconds(String text, int from, int to) {
    double seconds = from < to ? 0 : Double.NaN;
    int at = from;
    while (at < to) {
      int unit = at;
      while (unit < to && (MessageText.isDigit(text, unit) || text.charAt(unit) == '.')) {
        unit++;
      }
      int end = text.startsWith(" ", unit) ? unit + 1 : unit;
      while (end < to && text.charAt(end) > '9') {
        end++;
      }
      seconds += seconds(Decimal.parse(text, at, unit), text.substring(unit, end).stripLeading());
      at = Math.max(end, at + 1);
    }
    return seconds;
  }

  /// Returns seconds; NaN if the unit is unknown. Divides, since a fraction such as 0.001 is not
  /// exact.
  static double seconds(double number, String unit) {
    return switch (unit) {
      case "ns" -> number / 1e9;
      case "µs", "us", "μs" -> number / 1e6;
      case "ms", "msec", "msecs" -> number / 1e3;
      case "s", "sec", "secs", "seconds" -> number;
      case "m" -> number * 60;
      case "h" -> number * 3600;
      default -> Double.NaN;
    };
  }
}
