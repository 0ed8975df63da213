package dev.cwforwarder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The table of the fault matrix: what is the same in every run, and what was measured in this one.
public final class ReliabilityTable {
  private static final String BEGIN = "<!-- fault matrix: begin -->\n";
  private static final String END = "<!-- fault matrix: end -->";

  private final List<String> outcomes = new ArrayList<>();
  private final List<String> duplicates = new ArrayList<>();

  /// What does not change from run to run.
  ///
  /// @param places number of distinct records by the place where they were found
  /// @param mostCopies how often one record may arrive at most
  public record Row(String fault, Map<String, Integer> places, int lost, int mostCopies) {
    public Row {
      places = new TreeMap<>(places);
    }
  }

  /// Adds a row in which `seen` records arrived again.
  public void add(Row row, int seen) {
    String where =
        row.places().entrySet().stream()
            .filter(place -> place.getValue() > 0)
            .map(place -> "%s: %,d".formatted(place.getKey(), place.getValue()))
            .collect(Collectors.joining("; "));
    outcomes.add(
        "| %s | %s | %d | %d |\n".formatted(row.fault(), where, row.lost(), row.mostCopies()));
    duplicates.add("| %s | %,d |\n".formatted(row.fault(), seen));
  }

  public int size() {
    return outcomes.size();
  }

  /// The part that no two runs have to agree on.
  public String measured() {
    return "| fault | records that arrived again |\n|---|---|\n" + String.join("", duplicates);
  }

  /// Fails when `document` holds another table; `-Dreliability.update=true` writes it instead.
  public void compareTo(String document) throws IOException {
    String text = Project.text(document);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if (Boolean.getBoolean("reliability.update")) {
      Files.writeString(
          Project.file(document), text.substring(0, begin) + outcomes() + text.substring(end));
      return;
    }
    assertThat(text.substring(begin, end))
        .as(
            "%s; if the change is meant: -Dtest=FaultMatrixTest -Dreliability.update=true",
            document)
        .isEqualTo(outcomes());
  }

  private String outcomes() {
    return "| fault | where the records are then | lost | copies at most |\n|---|---|---|---|\n"
        + String.join("", outcomes);
  }
}
