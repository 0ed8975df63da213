package dev.cwforwarder.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The summary of the demo day.
final class DayReport {
  private DayReport() {}

  /// The numbers of sent and arrived events, by service and in total.
  static List<String> table(DemoFacts facts, ArrivedRows arrived) {
    SortedMap<String, Long> sent =
        facts.counts().getOrDefault("events_by_service", new TreeMap<>());
    List<String> lines = new ArrayList<>();
    lines.add(String.format("%-24s %8s %8s %8s", "SERVICE", "SENT", "ARRIVED", "ERRORS"));
    TreeSet<String> services = new TreeSet<>(sent.keySet());
    services.addAll(arrived.records().keySet());
    for (String service : services) {
      lines.add(
          row(
              service,
              sent.getOrDefault(service, 0L),
              arrived.records().getOrDefault(service, 0L),
              arrived.errors().getOrDefault(service, 0L)));
    }
    long errors = arrived.errors().values().stream().mapToLong(Long::longValue).sum();
    lines.add(row("total", facts.events(), arrived.total(), errors));
    return lines;
  }

  private static String row(String service, long sent, long arrived, long errors) {
    return String.format(Locale.ROOT, "%-24s %,8d %,8d %,8d", service, sent, arrived, errors);
  }
}
