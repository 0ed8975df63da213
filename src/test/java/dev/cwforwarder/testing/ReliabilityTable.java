package dev.cwforwarder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The table of the fault matrix: results that are the same in every run, and the numbers of
/// duplicates, which vary.
public final class ReliabilityTable {
  private static final String BEGIN = "<!-- fault matrix: begin -->\n";
  private static final String END = "<!-- fault matrix: end -->";

  private final List<String> outcomes = new ArrayList<>();
  private final List<String> duplicates = new ArrayList<>();

  /// A result that is the same in every run.
  ///
  /// @param places number of distinct records by the place where they were found
  /// @param maxCopies how often one record may arrive at most
  public record Row(String fault, Map<String, Integer> places, int lost, int maxCopies) {
    public Row {
      places = new TreeMap<>(places);
    }
  }

  /// Adds a row with the number of records that arrived again.
  public void add(Row row, int duplicateCount) {
    String where =
        row.places().entrySet().stream()
            .filter(place -> place.getValue() > 0)
            .map(place -> "%s: %,d".formatted(place.getKey(), place.getValue()))
            .collect(Collectors.joining("; "));
    outcomes.add(
        "| %s | %s | %d | %d |\n".formatted(row.fault(), where, row.lost(), row.maxCopies()));
    duplicates.add("| %s | %,d |\n".formatted(row.fault(), duplicateCount));
  }

  public int size() {
    return outcomes.size();
  }

  /// The measured part of the table, which varies between runs.
  public String measured() {
    return "| Fault | Duplicates |\n|---|---|\n" + String.join("", duplicates);
  }

  /// Fails if `document` contains another table. `-Dreliability.update=true` updates it instead.
  public void compareTo(String document) throws IOException {
    String text = Project.text(document);
    int start = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if (Boolean.getBoolean("reliability.update")) {
      Files.writeString(
          Project.file(document), text.substring(0, start) + outcomes() + text.substring(end));
      return;
    }
    assertThat(text.substring(start, end))
        .as(
            "%s; if the change is intended: -Dtest=FaultMatrixTest -Dreliability.update=true",
            document)
        .isEqualTo(outcomes());
  }

  private String outcomes() {
    return "| Fault | Location of the records | Lost | Maximum copies |\n|---|---|---|---|\n"
        + String.join("", outcomes);
  }
}
