package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

import dev.cwforwarder.local.SubscriptionEvent;
import java.util.List;

/// A day of a shop on AWS: what its services log, and what is to be found in it.
///
/// @param payloads what CloudWatch hands to the function, in the order in which it comes
public record DemoDay(List<SubscriptionEvent> payloads, DemoFacts facts) {
  /// The seed of the day that the documentation tells of.
  public static final long SEED = 20_251_207;

  public DemoDay {
    payloads = List.copyOf(payloads);
    requireNonNull(facts, "facts is null");
  }

  /// Makes the day. The same day and seed give the same payloads to the byte.
  public static DemoDay of(Day day, long seed) {
    Incidents incidents = Incidents.of(day);
    Journal journal = new Journal(day);
    new Shop(day, incidents, journal, seed).run();
    new BatchJobs(day, incidents, journal, seed).run();
    new Cluster(day, incidents, journal, seed).run();
    new Network(day, incidents, journal, seed).run();
    return new DemoDay(Payloads.of(journal.lines()), DemoFacts.of(day, seed, journal));
  }
}
