package dev.cwforwarder.bench;

import java.util.Arrays;

/// The minimum, median and maximum of some figures.
record Spread(double min, double median, double max) {
  static Spread of(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }

  /// A quantile of `sorted` figures in ascending order; 0 if there are none.
  static double quantile(double[] sorted, double fraction) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.round(fraction * (sorted.length - 1))];
  }

  /// Such as `405 (398–420)`, with three digits; a dash if all figures are 0.
  String text() {
    if (max == 0) {
      return "–";
    }
    String from = number(min);
    String to = number(max);
    return from.equals(to) ? to : "%s (%s–%s)".formatted(number(median), from, to);
  }

  static String number(double value) {
    return (value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f").formatted(value);
  }
}
