package dev.cwforwarder.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// A report as Markdown, with aligned columns so that it is readable on a terminal, too.
record Tables(Report report) {
  private static final List<Column> COLD =
      List.of(
          new Column("init, ms", Sample::initMillis),
          new Column("first payload, ms", Sample::firstMillis),
          new Column("both, ms", Sample::coldStartMillis),
          new Column("CPU of both, ms", Sample::coldCpuMillis));
  private static final List<Column> WARM =
      List.of(
          new Column("p50, ms", Sample::p50Millis),
          new Column("p95, ms", Sample::p95Millis),
          new Column("CPU per event, µs", Sample::cpuMicrosPerEvent),
          new Column("events/s per core", Sample::eventsPerCoreSecond),
          new Column("peak memory, MB", Sample::peakMegabytes),
          new Column("sent per payload, KB", sample -> sample.bytesPerPayload() / 1024));

  private record Column(String title, ToDoubleFunction<Sample> figure) {}

  /// The date and machine, the tables, and whether the targets are met.
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(report.head());
    for (Mode mode : Mode.values()) {
      List<Result> results =
          report.results().stream().filter(result -> result.mode() == mode).toList();
      if (!results.isEmpty()) {
        append(text, mode, results);
      }
    }
    text.append("\n```\n");
    new Targets(report).verdicts().forEach(line -> text.append(line).append('\n'));
    return text.append("```\n").toString();
  }

  private static void append(StringBuilder text, Mode mode, List<Result> results) {
    text.append("\n### ").append(mode.title()).append("\n\nCold start:\n\n");
    text.append(table(results, COLD));
    text.append("\nWarm:\n\n").append(table(results, WARM));
  }

  private static String table(List<Result> results, List<Column> columns) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("events", ""));
    columns.forEach(column -> head.add(column.title()));
    rows.add(head);
    for (Result result : results) {
      List<String> row =
          new ArrayList<>(List.of("%,d".formatted(result.events()), result.subject()));
      columns.forEach(column -> row.add(result.spread(column.figure()).text()));
      rows.add(row);
    }
    return AlignedTable.of(rows);
  }
}
