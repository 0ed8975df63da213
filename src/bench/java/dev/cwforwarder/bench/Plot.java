package dev.cwforwarder.bench;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

import dev.cwforwarder.bench.LinearFit.Point;
import java.util.List;

/// Points by the number of events and the line through them, both axes logarithmic. The same
/// figures give the same SVG.
///
/// @param title what the vertical axis shows
record Plot(String title, List<Point> points) {
  private static final int WIDTH = 340;
  private static final int HEIGHT = 260;
  private static final int LEFT = 48;
  private static final int RIGHT = 28;
  private static final int TOP = 28;
  private static final int BOTTOM = 40;
  private static final double STEP = 1.2;

  Plot {
    points = List.copyOf(points);
  }

  /// The plots next to each other.
  static String svg(List<Plot> plots) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"11\">\n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
            WIDTH * plots.size(),
            HEIGHT));
    for (int i = 0; i < plots.size(); i++) {
      svg.append(format(ROOT, "<g transform=\"translate(%d 0)\">\n", i * WIDTH));
      plots.get(i).append(svg);
      svg.append("</g>\n");
    }
    return svg.append("</svg>\n").toString();
  }

  private void append(StringBuilder svg) {
    text(svg, LEFT, 16, "start", title);
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", "events in a payload");
    for (double x : powers(minX(), maxX())) {
      rule(svg, x(x), TOP, x(x), HEIGHT - BOTTOM);
      text(svg, x(x), HEIGHT - BOTTOM + 15, "middle", format(ROOT, "%,.0f", x));
    }
    for (double y : powers(minY(), maxY())) {
      rule(svg, LEFT, y(y), WIDTH - RIGHT, y(y));
      text(svg, LEFT - 5, y(y) + 4, "end", y < 1 ? Double.toString(y) : format(ROOT, "%,.0f", y));
    }
    svg.append("<polyline fill=\"none\" stroke=\"#d97706\" stroke-width=\"1.5\" points=\"");
    LinearFit line = LinearFit.through(points);
    for (double x = firstX(); x < lastX() * STEP; x *= STEP) {
      double within = Math.min(x, lastX());
      svg.append(format(ROOT, "%.1f,%.1f ", x(within), y(line.at(within))));
    }
    svg.append("\"/>\n");
    for (Point point : points) {
      svg.append(
          format(
              ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"#1d4ed8\"/>\n",
              x(point.x()),
              y(point.y())));
    }
  }

  private static void rule(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        format(
            ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#d1d5db\"/>\n",
            x1,
            y1,
            x2,
            y2));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        format(
            ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
            x,
            y,
            anchor,
            text));
  }

  /// The powers of ten from `min` to `max`, which are powers of ten themselves.
  private static double[] powers(double min, double max) {
    int from = (int) Math.round(Math.log10(min));
    double[] powers = new double[(int) Math.round(Math.log10(max)) - from + 1];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = Math.pow(10, from + i);
    }
    return powers;
  }

  private double x(double value) {
    return LEFT + (WIDTH - LEFT - RIGHT) * share(value, minX(), maxX());
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share(value, minY(), maxY());
  }

  private static double share(double value, double min, double max) {
    return Math.log(value / min) / Math.log(max / min);
  }

  private double firstX() {
    return points.stream().mapToDouble(Point::x).min().orElseThrow();
  }

  private double lastX() {
    return points.stream().mapToDouble(Point::x).max().orElseThrow();
  }

  private double minX() {
    return below(firstX());
  }

  private double maxX() {
    return above(lastX());
  }

  private double minY() {
    return below(points.stream().mapToDouble(Point::y).min().orElseThrow());
  }

  private double maxY() {
    return above(points.stream().mapToDouble(Point::y).max().orElseThrow());
  }

  private static double below(double value) {
    return Math.pow(10, Math.floor(Math.log10(value)));
  }

  private static double above(double value) {
    return Math.pow(10, Math.ceil(Math.log10(value)));
  }
}
