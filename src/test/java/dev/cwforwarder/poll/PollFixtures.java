package dev.cwforwarder.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Values that the tests of single polling classes share.
final class PollFixtures {
  static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  static final Tier NARROW = new Tier(Duration.ZERO, minutes(2), minutes(1));
  static final Tier MIDDLE = new Tier(minutes(2), minutes(60), minutes(15));
  static final Tier WIDE = new Tier(minutes(60), Duration.ofHours(24), Duration.ofHours(6));

  private PollFixtures() {}

  static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  /// The end of minute `minute`, in milliseconds since the epoch.
  static long end(long minute) {
    return minute * 60_000;
  }

  static PollPlan.Reading reading(List<Tier> tiers) {
    return new PollPlan.Reading(
        new PollPlan.StartFrom.Age(Duration.ZERO),
        minutes(1),
        Duration.ofSeconds(30),
        tiers,
        new PollPlan.Insights(true, minutes(5), List.of(NARROW), 2),
        100);
  }

  static PollSource source(String group) {
    return new PollSource(
        Access.own("eu-central-1"),
        new PollSource.Group(
            "123456789012", "eu-central-1", group, "", "STANDARD", Instant.EPOCH, false),
        new StreamFilter.All());
  }

  static Candidate candidate(Scope scope, Tier... tiers) {
    return new Candidate(source("/g"), reading(List.of(tiers)), scope, null, true);
  }

  static Checkpoint checkpoint(long watermark, Tier... tiers) {
    return Checkpoint.startingAt(watermark, List.of(tiers), ReaderKind.FILTER, NOW);
  }

  /// An event that is `late` milliseconds late.
  static PolledEvent event(String id, long ingestion, long late) {
    return new PolledEvent(id, "s", ingestion - late, ingestion, "m", Map.of());
  }

  static LogReader.Page page(String nextToken, PolledEvent... events) {
    return new LogReader.Page(List.of(events), nextToken, null, 0);
  }

  /// Sums of events that were ingested at `ingestion`.
  static MinuteSums sums(long ingestion, String... ids) {
    MinuteSums.Builder sums = new MinuteSums.Builder(MinuteSums.NONE);
    for (String id : ids) {
      sums.add(ingestion, EventHash.of(id));
    }
    return sums.build();
  }
}
