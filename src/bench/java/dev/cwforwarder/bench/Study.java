package dev.cwforwarder.bench;

import dev.cwforwarder.local.lambda.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
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

  /// Replaces the tables of this study in docs, and the plot.
  void publish(Report report) throws IOException {
    PublishedTables.replace(marker, text(report));
    if (this == GROWTH) {
      Files.writeString(ProjectRoot.find().resolve(PLOT), new Growth(report).svg());
    }
  }
}
