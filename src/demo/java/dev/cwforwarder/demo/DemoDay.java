package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

import dev.cwforwarder.local.SubscriptionEvent;
import java.util.ArrayList;
import java.util.List;

/// A day of a shop on AWS: the logs and spans of its services, and the facts about them.
///
/// @param payloads the events that CloudWatch sends to the function, in order
public record DemoDay(List<SubscriptionEvent> payloads, DemoFacts facts) {
  /// The seed of the day in the documentation.
  public static final long SEED = 20_251_207;

  public DemoDay {
    payloads = List.copyOf(payloads);
    requireNonNull(facts, "facts is null");
  }

  /// Generates a day. The same day and seed give the same payloads, byte for byte.
  public static DemoDay of(Day day, long seed) {
    Incidents incidents = Incidents.of(day);
    Journal journal = new Journal(day);
    new Shop(day, incidents, journal, seed).run();
    new BatchJobs(day, incidents, journal, seed).run();
    new Cluster(day, incidents, journal, seed).run();
    new Network(day, incidents, journal, seed).run();
    List<LogLine> events = new ArrayList<>(journal.lines());
    events.addAll(journal.spans());
    return new DemoDay(Payloads.of(events), DemoFacts.of(day, seed, journal));
  }
}
