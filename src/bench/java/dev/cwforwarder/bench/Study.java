package dev.cwforwarder.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// What a report is about, and how it is shown.
enum Study {
  /// The subjects side by side, in each mode.
  FIGURES("", "figures", report -> new Tables(report).text()),

  /// CPU and memory by the size of a payload.
  GROWTH("--growth", "growth", report -> new Growth(report).text()),

  /// CPU and memory by the memory of the function.
  TUNING("--tuning", "tuning", report -> new Tuning(report).text());

  static final String PLOT = "docs/images/growth.svg";

  private final String option;
  private final String marker;
  private final Function<Report, String> tables;

  Study(String option, String marker, Function<Report, String> tables) {
    this.option = option;
    this.marker = marker;
    this.tables = tables;
  }

  /// The study of `report`, by the options with which it was measured.
  static Study of(Report report) {
    List<String> options = List.of(report.options().split(" "));
    return Arrays.stream(values())
        .filter(study -> options.contains(study.option))
        .findFirst()
        .orElse(FIGURES);
  }

  /// Markdown that is readable on a terminal, too.
  String text(Report report) {
    return tables.apply(report);
  }

  /// Replaces the tables of this study in the page that has markers for them, and the plot.
  ///
  /// @param root the project's folder
  /// @throws IOException if no page has the markers
  void publish(Report report, Path root) throws IOException {
    String begin = "<!-- %s: begin -->\n".formatted(marker);
    Path page = root.resolve("docs/performance.md");
    String text = Files.readString(page);
    int start = text.indexOf(begin);
    int end = text.indexOf("<!-- %s: end -->".formatted(marker));
    if (start < 0 || end < start) {
      throw new IOException(page + " has no markers for the tables: " + begin.strip() + " … end");
    }
    String head = text.substring(0, start + begin.length());
    Files.writeString(page, head + text(report) + text.substring(end));
    if (this == GROWTH) {
      Files.writeString(root.resolve(PLOT), new Growth(report).svg());
    }
  }
}
