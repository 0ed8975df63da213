package dev.cwforwarder.local.bench;

import java.util.Arrays;

/// The middle and the ends of some figures.
record Spread(double min, double median, double max) {
  static Spread of(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return new Spread(sorted[0], quantile(sorted, 0.5), sorted[sorted.length - 1]);
  }

  /// The nearest of the ascending `sorted` figures; 0 when there is none.
  static double quantile(double[] sorted, double part) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.round(part * (sorted.length - 1))];
  }

  /// `405 (398–420)`, three digits; a dash when there is nothing to show.
  String text() {
    if (max == 0) {
      return "–";
    }
    return min == max
        ? number(median)
        : "%s (%s–%s)".formatted(number(median), number(min), number(max));
  }

  static String number(double value) {
    return (value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f").formatted(value);
  }
}
