package dev.cwforwarder.map.corpus;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes the scores of both sets of formats and every miss as Markdown. The misses of the held-out
/// formats are in a separate file, so that the reader is not tuned to them.
public final class FormatsReport {
  private final List<Reading> tuning;
  private final List<Reading> heldOut;
  private final List<Reading> tuningAlarms;
  private final List<Reading> heldOutAlarms;
  private final FormatScores tuningScores;
  private final FormatScores heldOutScores;

  /// A report on formats and on lines without a level.
  public FormatsReport(
      List<Reading> tuning,
      List<Reading> heldOut,
      List<Reading> withoutLevel,
      List<Reading> heldOutWithoutLevel) {
    this.tuning = List.copyOf(tuning);
    this.heldOut = List.copyOf(heldOut);
    tuningAlarms = FormatScores.alarms(withoutLevel);
    heldOutAlarms = FormatScores.alarms(heldOutWithoutLevel);
    tuningScores = FormatScores.of(tuning, withoutLevel);
    heldOutScores = FormatScores.of(heldOut, heldOutWithoutLevel);
  }

  /// The scores of the formats that the reader is tuned to.
  public FormatScores tuning() {
    return tuningScores;
  }

  /// The scores of the other formats.
  public FormatScores heldOut() {
    return heldOutScores;
  }

  /// Writes `formats-report.md` and `formats-heldout.md` into `folder`.
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("formats-report.md"),
        "# Formats\n\n"
            + FormatScores.header()
            + heldOutScores.row("held out")
            + tuningScores.row("tuning")
            + misses(tuning, tuningAlarms));
    Files.writeString(
        folder.resolve("formats-heldout.md"),
        "# Misses of the held-out formats\n" + misses(heldOut, heldOutAlarms));
  }

  private static String misses(List<Reading> formats, List<Reading> alarms) {
    return "\n## Formats with misses\n\n"
        + byFormat(formats)
        + "\n## Misses\n\n"
        + CorpusReport.mismatches(formats)
        + "\n## False alarms\n\n"
        + CorpusReport.mismatches(alarms);
  }

  private static String byFormat(List<Reading> readings) {
    StringBuilder table =
        new StringBuilder("| format | lines | lines with a miss |\n|---|---|---|\n");
    Map<String, List<Reading>> formats =
        readings.stream()
            .collect(groupingBy(reading -> reading.line().source(), TreeMap::new, toList()));
    formats.forEach((format, of) -> table.append(row(format, of)));
    return table.toString();
  }

  private static String row(String format, List<Reading> readings) {
    long missed = readings.stream().filter(reading -> !reading.mismatches().isEmpty()).count();
    return missed == 0 ? "" : "| " + format + " | " + readings.size() + " | " + missed + " |\n";
  }
}
