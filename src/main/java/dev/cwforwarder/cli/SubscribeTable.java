package dev.cwforwarder.cli;

import dev.cwforwarder.subscribe.SubscribeReport;
import dev.cwforwarder.subscribe.SubscribeReport.Outcome;
import dev.cwforwarder.subscribe.SubscribeReport.Result;
import dev.cwforwarder.subscribe.plan.Decision;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.SpanPattern;
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
            .sorted(
                Comparator.comparing(SubscribeTable::isRemoval)
                    .thenComparing(outcome -> outcome.step().group().name()))
            .toList();
    if (!lines.isEmpty()) {
      table(lines);
    }
    if (!report.policy().reason().isEmpty()) {
      out.println("account policy: " + Terminal.cell(report.policy().reason()));
    }
    lines.forEach(this::pattern);
    notes(report);
    plannedRemovals(lines);
    out.println(Terminal.cell(report.summary()));
  }

  private static boolean isRemoval(Outcome outcome) {
    return outcome.step().decision() instanceof Decision.Remove;
  }

  private void plannedRemovals(List<Outcome> lines) {
    long count =
        lines.stream().filter(line -> isRemoval(line) && line.result() == Result.PLANNED).count();
    if (count > 0) {
      out.println(
          count == 1
              ? "removes 1 filter: the last row of the table"
              : "removes " + count + " filters: the last rows of the table");
    }
  }

  /// The pattern for spans, which no configuration contains.
  private void pattern(Outcome outcome) {
    String pattern =
        switch (outcome.step().decision()) {
          case Decision.Attach(Filter filter, _) -> filter.pattern();
          case Decision.Update(Filter filter, _) -> filter.pattern();
          case Decision.Keep(Filter filter, _) -> filter.pattern();
          case Decision.Remove _, Decision.Covered _, Decision.Skip _ -> "";
        };
    if (outcome.step().group().name().equals(SpanPattern.GROUP) && !pattern.isEmpty()) {
      out.printf("filter pattern of %s: %s%n", SpanPattern.GROUP, Terminal.cell(pattern));
    }
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
