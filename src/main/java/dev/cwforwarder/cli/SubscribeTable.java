package dev.cwforwarder.cli;

import dev.cwforwarder.subscribe.SubscribeReport;
import dev.cwforwarder.subscribe.SubscribeReport.Outcome;
import dev.cwforwarder.subscribe.SubscribeReport.Result;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// Prints a report as a table.
final class SubscribeTable {
  private static final int MAX_NAME_WIDTH = 60;

  private final PrintStream out;

  SubscribeTable(PrintStream out) {
    this.out = out;
  }

  /// @param rows selects the outcomes to print; the summary counts all of them
  void print(SubscribeReport report, Predicate<Outcome> rows) {
    List<Outcome> lines =
        report.outcomes().stream()
            .filter(rows)
            .sorted(Comparator.comparing(outcome -> outcome.step().group().name()))
            .toList();
    if (!lines.isEmpty()) {
      table(lines);
    }
    if (!report.policy().reason().isEmpty()) {
      out.println("account policy: " + Terminal.cell(report.policy().reason()));
    }
    notes(report);
    out.println(Terminal.cell(report.summary()));
  }

  private void notes(SubscribeReport report) {
    report
        .delegationChanges()
        .forEach(
            change ->
                out.printf(
                    "polling: %s: %s%n", Terminal.cell(change.group().name()), change.change()));
    report
        .gaps()
        .forEach(
            gap ->
                out.printf(
                    "not read, because polling is off: %s from %s to %s%n",
                    Terminal.cell(gap.group().name()), gap.from(), gap.to()));
    report.warnings().forEach(warning -> out.println("warning: " + Terminal.cell(warning)));
  }

  private void table(List<Outcome> lines) {
    int nameWidth =
        Math.min(
            MAX_NAME_WIDTH, lines.stream().mapToInt(line -> name(line).length()).max().orElse(0));
    String row = "%-23s %-9s %-" + Math.max(5, nameWidth) + "s %s%n";
    out.printf(row, "DECISION", "RESULT", "GROUP", "REASON");
    for (Outcome line : lines) {
      out.printf(
          row,
          line.step().decision().label(),
          line.result() == Result.UNCHANGED || line.result() == Result.PLANNED
              ? "-"
              : line.result().name().toLowerCase(Locale.ROOT),
          name(line),
          Terminal.cell(
              line.message().isEmpty() ? line.step().decision().reason() : line.message()));
    }
  }

  private static String name(Outcome outcome) {
    return Terminal.cell(outcome.step().group().name());
  }
}
