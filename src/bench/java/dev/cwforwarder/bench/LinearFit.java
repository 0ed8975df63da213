package dev.cwforwarder.bench;

import java.util.List;

/// `fixed + perUnit × x`: the straight line through points with the smallest relative deviations.
record LinearFit(double fixed, double perUnit) {
  /// A measured point; both values are positive.
  record Point(double x, double y) {}

  /// Fits a line to at least two points with different `x`. Least squares, weighted so that a
  /// deviation of one per cent counts the same for small and for large values.
  static LinearFit through(List<Point> points) {
    double w = 0;
    double wx = 0;
    double wxx = 0;
    double wy = 0;
    double wxy = 0;
    for (Point point : points) {
      double weight = 1 / (point.y() * point.y());
      w += weight;
      wx += weight * point.x();
      wxx += weight * point.x() * point.x();
      wy += weight * point.y();
      wxy += weight * point.x() * point.y();
    }
    double perUnit = (w * wxy - wx * wy) / (w * wxx - wx * wx);
    return new LinearFit((wy - perUnit * wx) / w, perUnit);
  }

  double at(double x) {
    return fixed + perUnit * x;
  }

  /// The largest deviation of a point from this line, in per cent of the line.
  double deviation(List<Point> points) {
    return points.stream()
        .mapToDouble(point -> Math.abs(point.y() / at(point.x()) - 1) * 100)
        .max()
        .orElse(0);
  }
}
