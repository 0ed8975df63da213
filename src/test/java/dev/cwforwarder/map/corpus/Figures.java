package dev.cwforwarder.map.corpus;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// How well a set of lines is read.
///
/// Precision: of the records with a severity, those of the label's range. Recall: of the lines with
/// a label, those whose record is of its range. A share of nothing is 1.
///
/// @param exact of the lines with a label, those with exactly that severity
/// @param trace of the lines where label or record has a trace or span, those where both are right
/// @param attributes of the labelled attributes, those that are there with value and type
public record Figures(
    int lines,
    double precision,
    double recall,
    double exact,
    double service,
    double trace,
    double attributes) {
  public static Figures of(List<Reading> readings) {
    return new Figures(
        readings.size(),
        share(readings, Reading::severitySet, Reading::severityOfSameRange),
        share(readings, Reading::severityLabelled, Reading::severityOfSameRange),
        share(readings, Reading::severityLabelled, Reading::severityExact),
        share(readings, reading -> true, Reading::serviceRight),
        share(readings, Reading::traced, Reading::traceRight),
        ratio(sum(readings, Reading::attributesRight), sum(readings, Reading::attributesLabelled)));
  }

  /// The head of the table that [#row] fills.
  static String head(String first) {
    return "| "
        + first
        + " | lines | precision | recall | exact | service | trace | attributes |\n"
        + "|---|---|---|---|---|---|---|---|\n";
  }

  String row(String name) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |%n",
        name,
        lines,
        precision,
        recall,
        exact,
        service,
        trace,
        attributes);
  }

  private static double share(
      List<Reading> readings, Predicate<Reading> counted, Predicate<Reading> right) {
    List<Reading> all = readings.stream().filter(counted).toList();
    return ratio((int) all.stream().filter(right).count(), all.size());
  }

  private static int sum(List<Reading> readings, ToIntFunction<Reading> count) {
    return readings.stream().mapToInt(count).sum();
  }

  private static double ratio(int part, int all) {
    return all == 0 ? 1 : (double) part / all;
  }
}
