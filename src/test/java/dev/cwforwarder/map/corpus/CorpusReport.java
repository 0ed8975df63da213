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

/// The figures of both sets as Markdown, and every miss: those of the lines that are set aside in a
/// file of their own, so that who tunes a parser reads only the others.
public final class CorpusReport {
  private static final int SHOWN = 200;

  private final List<Reading> tuning;
  private final List<Reading> heldOut;

  public CorpusReport(List<Reading> readings) {
    Map<Boolean, List<Reading>> sets =
        readings.stream().collect(partitioningBy(reading -> reading.line().heldOut()));
    tuning = sets.getOrDefault(false, List.of());
    heldOut = sets.getOrDefault(true, List.of());
  }

  /// The readings of the lines that are set aside.
  public List<Reading> heldOut() {
    return heldOut;
  }

  /// Writes `corpus-report.md` and `corpus-heldout.md` into `folder`.
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("corpus-report.md"), report());
    Files.writeString(
        folder.resolve("corpus-heldout.md"),
        "# Misses of the lines set aside\n\n" + misses(heldOut));
  }

  private String report() {
    return "# Corpus\n\n"
        + Figures.head("set")
        + Figures.of(heldOut).row("held out")
        + Figures.of(tuning).row("tuning")
        + "\n## Held out, by source\n\n"
        + bySource(heldOut)
        + "\n## Tuning, by source\n\n"
        + bySource(tuning)
        + "\n## Misses of the tuning set\n\n"
        + misses(tuning);
  }

  private static String bySource(List<Reading> readings) {
    StringBuilder table = new StringBuilder(Figures.head("source"));
    Map<String, List<Reading>> sources =
        readings.stream()
            .collect(groupingBy(reading -> reading.line().source(), TreeMap::new, toList()));
    sources.forEach((source, of) -> table.append(Figures.of(of).row(source)));
    return table.toString();
  }

  private static String misses(List<Reading> readings) {
    StringBuilder text =
        new StringBuilder("| id | what | expected | got | message |\n|---|---|---|---|---|\n");
    for (Reading reading : readings) {
      for (Reading.Miss miss : reading.misses()) {
        row(text, reading.line().id(), miss, reading.line().message());
      }
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String id, Reading.Miss miss, String message) {
    for (String cell : List.of(id, miss.what(), miss.expected(), miss.got(), message)) {
      text.append("| ").append(cell(cell)).append(' ');
    }
    text.append("|\n");
  }

  private static String cell(String text) {
    String line = text.replace("\n", "⏎").replace("\r", "").replace("\t", "⇥").replace("|", "\\|");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
