package dev.cwforwarder.map.corpus;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// How accurately a set of lines is parsed.
///
/// Precision is the share of the records with a severity that are in the label's range. Recall is
/// the share of the lines with a label whose record is in its range. The share of an empty set is
/// 1.
///
/// @param exact the share of the lines with a label that have exactly that severity
/// @param trace the share of correct trace and span ids among the lines where the label or the
///   record has one
/// @param attributes the share of the labeled attributes that were extracted with the correct value
///   and type
public record Scores(
    int lines,
    double precision,
    double recall,
    double exact,
    double service,
    double trace,
    double attributes) {
  public static Scores of(List<Reading> readings) {
    return new Scores(
        readings.size(),
        share(readings, Reading::severitySet, Reading::severityOfSameRange),
        share(readings, Reading::severityLabelled, Reading::severityOfSameRange),
        share(readings, Reading::severityLabelled, Reading::severityExact),
        share(readings, reading -> true, Reading::serviceCorrect),
        share(readings, Reading::hasTrace, Reading::traceCorrect),
        ratio(
            sum(readings, Reading::attributesCorrect), sum(readings, Reading::attributesLabelled)));
  }

  /// The header of the table that [#row] fills.
  static String header(String first) {
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

  /// The share of the `correct` readings among those that are `counted`.
  static double share(
      List<Reading> readings, Predicate<Reading> counted, Predicate<Reading> correct) {
    List<Reading> all = readings.stream().filter(counted).toList();
    return ratio((int) all.stream().filter(correct).count(), all.size());
  }

  private static int sum(List<Reading> readings, ToIntFunction<Reading> count) {
    return readings.stream().mapToInt(count).sum();
  }

  private static double ratio(int part, int all) {
    return all == 0 ? 1 : (double) part / all;
  }
}
