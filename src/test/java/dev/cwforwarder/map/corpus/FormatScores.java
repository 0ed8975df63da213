package dev.cwforwarder.map.corpus;

import static java.util.stream.Collectors.groupingBy;

import io.opentelemetry.api.logs.Severity;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;

/// How well a set of formats is read. A severity is right if it is in the label's range, such as
/// `INFO` to `INFO4`. The mean of no formats is 1.
///
/// @param precision the share of the records with a severity that have the right one
/// @param recall the mean over the formats of the share of their lines with a level that are right
/// @param whole the share of the formats whose lines with a level are all right
/// @param warnRecall like `recall`, of the lines with the level WARN or above
/// @param attributes the share of the labelled attributes that were extracted
/// @param traces the share of correct ids among the lines where label or record has one
/// @param falseAlarms the share of the lines without a level that get WARN or above
public record FormatScores(
    int formats,
    int lines,
    double precision,
    double recall,
    double whole,
    double warnRecall,
    double attributes,
    double traces,
    int falseAlarmLines,
    double falseAlarms) {

  static FormatScores of(List<Reading> readings, List<Reading> withoutLevel) {
    Collection<List<Reading>> formats =
        readings.stream().collect(groupingBy(reading -> reading.line().source())).values();
    Scores scores = Scores.of(readings);
    return new FormatScores(
        formats.size(),
        readings.size(),
        scores.precision(),
        mean(formats, Reading::severityLabelled),
        mean(formats, Reading::severityLabelled, Math::floor),
        mean(formats, reading -> isWarnOrAbove(reading.line().severity())),
        scores.attributes(),
        scores.trace(),
        withoutLevel.size(),
        alarms(withoutLevel).size() / (double) Math.max(1, withoutLevel.size()));
  }

  /// Whether a dashboard of problems shows a record of this severity.
  public static boolean isWarnOrAbove(Severity severity) {
    return severity.getSeverityNumber() >= Severity.WARN.getSeverityNumber();
  }

  /// The readings that alarm.
  static List<Reading> alarms(List<Reading> withoutLevel) {
    return withoutLevel.stream().filter(reading -> isWarnOrAbove(reading.severity())).toList();
  }

  static String header() {
    return "| set | formats | lines | precision | recall by format | formats all right "
        + "| WARN and above | attributes | traces | false alarms |\n"
        + "|---|---|---|---|---|---|---|---|---|---|\n";
  }

  String row(String name) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.4f | %.3f | %.3f | %.3f | %.3f | %.3f | %.4f of %d |%n",
        name,
        formats,
        lines,
        precision,
        recall,
        whole,
        warnRecall,
        attributes,
        traces,
        falseAlarms,
        falseAlarmLines);
  }

  private static double mean(Collection<List<Reading>> formats, Predicate<Reading> counted) {
    return mean(formats, counted, share -> share);
  }

  private static double mean(
      Collection<List<Reading>> formats, Predicate<Reading> counted, DoubleUnaryOperator operator) {
    return formats.stream()
        .filter(readings -> readings.stream().anyMatch(counted))
        .mapToDouble(readings -> Scores.share(readings, counted, Reading::severityOfSameRange))
        .map(operator)
        .average()
        .orElse(1);
  }
}
