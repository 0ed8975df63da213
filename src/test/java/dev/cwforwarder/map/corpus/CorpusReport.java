package dev.cwforwarder.map.corpus;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes the scores of both sets and every mismatch as Markdown. The mismatches of the held-out
/// lines are in a separate file, so that parsers are not tuned to them.
public final class CorpusReport {
  private static final int MAX_CELL_LENGTH = 200;

  private final List<Reading> tuning;
  private final List<Reading> heldOut;

  public CorpusReport(List<Reading> readings) {
    Map<Boolean, List<Reading>> sets =
        readings.stream().collect(partitioningBy(reading -> reading.line().heldOut()));
    tuning = sets.getOrDefault(false, List.of());
    heldOut = sets.getOrDefault(true, List.of());
  }

  /// The readings of the held-out lines.
  public List<Reading> heldOut() {
    return heldOut;
  }

  /// Writes `corpus-report.md` and `corpus-heldout.md` into `folder`.
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("corpus-report.md"), report());
    Files.writeString(
        folder.resolve("corpus-heldout.md"),
        "# Mismatches of the held-out lines\n\n" + mismatches(heldOut));
  }

  private String report() {
    return "# Corpus\n\n"
        + Scores.header("set")
        + Scores.of(heldOut).row("held out")
        + Scores.of(tuning).row("tuning")
        + "\n## Held out, by source\n\n"
        + bySource(heldOut)
        + "\n## Tuning, by source\n\n"
        + bySource(tuning)
        + "\n## Mismatches of the tuning set\n\n"
        + mismatches(tuning);
  }

  private static String bySource(List<Reading> readings) {
    StringBuilder table = new StringBuilder(Scores.header("source"));
    Map<String, List<Reading>> sources =
        readings.stream()
            .collect(groupingBy(reading -> reading.line().source(), TreeMap::new, toList()));
    sources.forEach((source, of) -> table.append(Scores.of(of).row(source)));
    return table.toString();
  }

  /// A table of all properties that differ from their labels.
  static String mismatches(List<Reading> readings) {
    StringBuilder text =
        new StringBuilder(
            "| id | property | expected | actual | message |\n|---|---|---|---|---|\n");
    for (Reading reading : readings) {
      for (Reading.Mismatch mismatch : reading.mismatches()) {
        row(text, reading.line().id(), mismatch, reading.line().message());
      }
    }
    return text.toString();
  }

  private static void row(
      StringBuilder text, String id, Reading.Mismatch mismatch, String message) {
    for (String cell :
        List.of(id, mismatch.subject(), mismatch.expected(), mismatch.actual(), message)) {
      text.append("| ").append(cell(cell)).append(' ');
    }
    text.append("|\n");
  }

  private static String cell(String text) {
    String line = text.replace("\n", "⏎").replace("\r", "").replace("\t", "⇥").replace("|", "\\|");
    return line.length() <= MAX_CELL_LENGTH ? line : line.substring(0, MAX_CELL_LENGTH) + "…";
  }
}
