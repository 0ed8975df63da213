package dev.cwforwarder.demo;

import dev.cwforwarder.local.SubscriptionEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Groups the lines of a day into subscription events as CloudWatch does: by stream, in the order
/// of their times.
final class Payloads {
  static final String ACCOUNT = "123456789012";

  /// An attribute of all records, by which the records of the demo can be identified and deleted.
  static final Map<String, String> MARK = Map.of("source", "cloudwatch-demo");

  static final int MOST_EVENTS = 400;
  private static final long LONGEST_MILLIS = 40 * 60_000;

  private Payloads() {}

  /// The events in the order in which CloudWatch would deliver them.
  static List<SubscriptionEvent> of(List<LogLine> lines) {
    Map<Source, List<LogLine>> bySource = new LinkedHashMap<>();
    lines.forEach(
        line -> bySource.computeIfAbsent(line.source(), _ -> new ArrayList<>()).add(line));
    List<SubscriptionEvent> payloads = new ArrayList<>();
    bySource.forEach((source, ofSource) -> split(source, ofSource, payloads));
    payloads.sort(
        Comparator.comparingLong(Payloads::last)
            .thenComparing(SubscriptionEvent::logGroup)
            .thenComparing(SubscriptionEvent::logStream));
    return payloads;
  }

  private static void split(Source source, List<LogLine> lines, List<SubscriptionEvent> payloads) {
    lines.sort(Comparator.comparingLong(LogLine::millis));
    List<SubscriptionEvent.Entry> entries = new ArrayList<>();
    int index = 0;
    for (LogLine line : lines) {
      boolean old =
          !entries.isEmpty()
              && line.millis() - entries.getFirst().timestampMillis() > LONGEST_MILLIS;
      if (old || entries.size() == MOST_EVENTS) {
        payloads.add(event(source, entries));
        entries.clear();
      }
      String id = SubscriptionEvent.id(line.millis(), source.stream(), index++);
      entries.add(new SubscriptionEvent.Entry(id, line.millis(), line.message(), MARK));
    }
    payloads.add(event(source, entries));
  }

  private static SubscriptionEvent event(Source source, List<SubscriptionEvent.Entry> entries) {
    return new SubscriptionEvent(ACCOUNT, source.group(), source.stream(), entries);
  }

  private static long last(SubscriptionEvent event) {
    return event.entries().getLast().timestampMillis();
  }
}
