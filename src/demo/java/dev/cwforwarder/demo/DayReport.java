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

  /// The numbers of sent and arrived log events and spans, by service and in total.
  static List<String> table(DemoFacts facts, ArrivedRows arrived) {
    SortedMap<String, Long> sent = counts(facts, "events_by_service");
    SortedMap<String, Long> spans = counts(facts, "spans_by_service");
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%-24s %8s %8s %8s %10s %8s",
            "SERVICE", "LOGS", "ARRIVED", "ERRORS", "SPANS", "ARRIVED"));
    TreeSet<String> services = new TreeSet<>(sent.keySet());
    services.addAll(arrived.records().keySet());
    services.addAll(spans.keySet());
    services.addAll(arrived.spans().keySet());
    for (String service : services) {
      lines.add(
          row(
              service,
              sent.getOrDefault(service, 0L),
              arrived.records().getOrDefault(service, 0L),
              arrived.errors().getOrDefault(service, 0L),
              spans.getOrDefault(service, 0L),
              arrived.spans().getOrDefault(service, 0L)));
    }
    long errors = arrived.errors().values().stream().mapToLong(Long::longValue).sum();
    lines.add(
        row("total", facts.events(), arrived.total(), errors, facts.spans(), arrived.totalSpans()));
    return lines;
  }

  private static SortedMap<String, Long> counts(DemoFacts facts, String name) {
    return facts.counts().getOrDefault(name, new TreeMap<>());
  }

  /// The time range of the day, and with `sent` how to open it in HyperDX.
  static List<String> whereToLook(Day day, boolean sent) {
    List<String> lines = new ArrayList<>();
    lines.add("Time range: %s to %s".formatted(minute(day.start()), minute(day.end())));
    if (sent) {
      String range = "from=%d&to=%d".formatted(day.start(), day.end());
      lines.add("In HyperDX, append to its address: /search?isLive=false&" + range);
    }
    return lines;
  }

  private static String minute(long millis) {
    return Day.iso(millis).replace('T', ' ').replace(":00.000Z", " UTC");
  }

  private static String row(
      String service, long sent, long arrived, long errors, long spans, long arrivedSpans) {
    return String.format(
        Locale.ROOT,
        "%-24s %,8d %,8d %,8d %,10d %,8d",
        service,
        sent,
        arrived,
        errors,
        spans,
        arrivedSpans);
  }
}
