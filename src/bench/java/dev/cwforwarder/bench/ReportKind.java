package dev.cwforwarder.bench;

import dev.cwforwarder.local.lambda.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/// What a report is about, and how it is shown.
enum ReportKind {
  /// The subjects side by side, in each mode.
  FIGURES("", "figures"),

  /// CPU and memory by the size of a payload.
  GROWTH("--growth", "growth"),

  /// CPU and memory by the memory of the function.
  TUNING("--tuning", "tuning");

  static final String PLOT = "docs/images/growth.svg";

  private final String option;
  private final String marker;

  ReportKind(String option, String marker) {
    this.option = option;
    this.marker = marker;
  }

  /// The kind of `report`, by the options with which it was measured.
  static ReportKind of(Report report) {
    List<String> options = List.of(report.options().split(" ", -1));
    return Arrays.stream(values())
        .filter(kind -> options.contains(kind.option))
        .findFirst()
        .orElse(FIGURES);
  }

  /// Markdown that is readable on a terminal, too.
  String text(Report report) {
    return switch (this) {
      case FIGURES -> new Tables(report).text();
      case GROWTH -> new Growth(report).text();
      case TUNING -> new Tuning(report).text();
    };
  }

  /// Replaces the tables of this kind in docs, and the plot.
  void publish(Report report) throws IOException {
    PublishedTables.replace(marker, text(report));
    if (this == GROWTH) {
      Files.writeString(ProjectRoot.find().resolve(PLOT), new Growth(report).svg());
    }
  }
}
