package dev.cwforwarder.cli;

import dev.cwforwarder.subscribe.SubscribeReport;
import dev.cwforwarder.subscribe.SubscribeReport.Outcome;
import dev.cwforwarder.subscribe.SubscribeReport.Result;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// A report for a person.
final class SubscribeTable {
  private static final int WIDEST = 60;

  private final PrintStream out;

  SubscribeTable(PrintStream out) {
    this.out = out;
  }

  /// @param shown which lines
  void print(SubscribeReport report, Predicate<Outcome> shown) {
    List<Outcome> lines =
        report.outcomes().stream()
            .filter(shown)
            .sorted(Comparator.comparing(outcome -> outcome.step().group().name()))
            .toList();
    if (!lines.isEmpty()) {
      table(lines);
    }
    if (!report.policy().reason().isEmpty()) {
      out.println("account policy: " + report.policy().reason());
    }
    report
        .handings()
        .forEach(handing -> out.printf("polling %s: %s%n", handing.told(), handing.group().name()));
    report
        .gaps()
        .forEach(
            gap ->
                out.printf(
                    "not fetched, since polling is off: %s from %s to %s%n",
                    gap.group().name(), gap.from(), gap.to()));
    out.println(report.summary());
  }

  private void table(List<Outcome> lines) {
    int names =
        Math.min(
            WIDEST,
            lines.stream().mapToInt(line -> line.step().group().name().length()).max().orElse(0));
    String row = "%-23s %-9s %-" + Math.max(5, names) + "s %s%n";
    out.printf(row, "DECISION", "RESULT", "GROUP", "REASON");
    for (Outcome line : lines) {
      out.printf(
          row,
          line.step().decision().label(),
          line.result() == Result.UNCHANGED || line.result() == Result.PLANNED
              ? "-"
              : line.result().name().toLowerCase(Locale.ROOT),
          line.step().group().name(),
          line.message().isEmpty() ? line.step().decision().reason() : line.message());
    }
  }
}
