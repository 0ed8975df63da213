package dev.cwforwarder.local.bench;

import java.util.Arrays;

/// The middle and the ends of some figures.
record Spread(double min, double median, double max) {
  static Spread of(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
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
    String from = number(min);
    String to = number(max);
    return from.equals(to) ? to : "%s (%s–%s)".formatted(number(median), from, to);
  }

  static String number(double value) {
    return (value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f").formatted(value);
  }
}
