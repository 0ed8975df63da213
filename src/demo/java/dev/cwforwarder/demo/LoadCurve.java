package dev.cwforwarder.demo;

import java.util.ArrayList;
import java.util.List;

/// The load of the shop over the day: low before dawn, with a peak at noon and a higher one in the
/// evening.
final class LoadCurve {
  private static final int MINUTES = 24 * 60;
  private static final int MINUTE_MILLIS = 60_000;

  /// The last start time, so that everything ends on the same day.
  private static final int LAST_MINUTE = MINUTES - 2;

  private LoadCurve() {}

  /// The load at `minute` of the day, from 0 to 1.
  static double at(int minute) {
    return 0.12 + 0.62 * bump(minute, 12 * 60 + 30, 210) + 0.86 * bump(minute, 20 * 60 + 15, 130);
  }

  /// About `total` times of `day` in milliseconds since the epoch, in ascending order, distributed
  /// according to the load.
  static List<Long> arrivals(Day day, int total, Dice dice) {
    double sum = 0;
    for (int minute = 0; minute < LAST_MINUTE; minute++) {
      sum += at(minute);
    }
    List<Long> arrivals = new ArrayList<>();
    for (int minute = 0; minute < LAST_MINUTE; minute++) {
      int count = (int) (total * at(minute) / sum + dice.fraction());
      long start = day.start() + (long) minute * MINUTE_MILLIS;
      for (int i = 0; i < count; i++) {
        arrivals.add(start + dice.upTo(MINUTE_MILLIS));
      }
    }
    arrivals.sort(null);
    return arrivals;
  }

  /// Times distributed evenly over `span`, `perMinute` on average.
  static List<Long> evenly(TimeRange span, double perMinute, Dice dice) {
    List<Long> arrivals = new ArrayList<>();
    double pause = MINUTE_MILLIS / perMinute;
    for (double at = span.from() + pause * dice.fraction();
        at < span.to();
        at += pause * (0.4 + 1.2 * dice.fraction())) {
      arrivals.add((long) at);
    }
    return arrivals;
  }

  private static double bump(int minute, int center, double width) {
    double distance = (minute - center) / width;
    return StrictMath.exp(-distance * distance);
  }
}
