package dev.cwforwarder.wiring;

import dev.cwforwarder.config.PollSettings;
import dev.cwforwarder.forward.LogGroupId;
import dev.cwforwarder.poll.Access;
import dev.cwforwarder.poll.PollPlan;
import dev.cwforwarder.poll.StreamFilter;
import dev.cwforwarder.poll.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes of what was configured what the poller does.
final class PollPlans {
  /// As many as have a page in memory at once: four pages of 10,000 events fit into 512 MB many
  /// times.
  private static final int PARALLEL = 4;

  /// CloudWatch takes minutes to make an event visible to queries.
  private static final Duration INSIGHTS_SETTLE = Duration.ofMinutes(5);

  private static final Duration INSIGHTS_LATENESS = Duration.ofMinutes(15);
  private static final int MOST_NAMES = 100;

  private PollPlans() {}

  /// @param insights whether Logs Insights may be used at all
  static PollPlan of(
      PollSettings settings, boolean insights, Collection<LogGroupId> own, PollPlan.Shard shard) {
    return new PollPlan(
        settings.entries().stream().map(entry -> entry(entry, insights)).toList(),
        own.stream()
            .map(group -> group.account() + "/" + group.region() + "/" + group.name())
            .collect(Collectors.toSet()),
        shard,
        PARALLEL);
  }

  private static PollPlan.Entry entry(PollSettings.Entry entry, boolean insights) {
    List<PollPlan.Named> named = new ArrayList<>();
    List<PollPlan.Discover> discover = new ArrayList<>();
    switch (entry.groups()) {
      case PollSettings.Groups.Named groups ->
          groups
              .streams()
              .forEach((group, streams) -> named.add(new PollPlan.Named(group, filters(streams))));
      case PollSettings.Groups.Discovered found -> discover.add(discover(found));
    }
    return new PollPlan.Entry(
        new Access(entry.region(), entry.roleArn(), entry.externalId()),
        reading(entry, insights),
        named,
        discover);
  }

  private static PollPlan.Discover discover(PollSettings.Groups.Discovered found) {
    return new PollPlan.Discover(
        found.limit(),
        found.prefix().isEmpty() ? List.of() : List.of(found.prefix()),
        found.patterns(),
        name -> found.exclude().stream().anyMatch(glob -> glob.matches(name)),
        found.includeLinked(),
        Set.copyOf(found.accounts()),
        Set.of(),
        filters(found.streams()));
  }

  /// The API takes names or one prefix: each makes a source of its own.
  private static List<StreamFilter> filters(PollSettings.Streams streams) {
    List<StreamFilter> filters = new ArrayList<>();
    List<String> names = streams.names();
    for (int i = 0; i < names.size(); i += MOST_NAMES) {
      filters.add(new StreamFilter.Names(names.subList(i, Math.min(names.size(), i + MOST_NAMES))));
    }
    streams.prefixes().forEach(prefix -> filters.add(new StreamFilter.Prefix(prefix)));
    return filters;
  }

  private static PollPlan.Reading reading(PollSettings.Entry entry, boolean insights) {
    return new PollPlan.Reading(
        switch (entry.startFrom()) {
          case PollSettings.StartFrom.Now _ -> new PollPlan.StartFrom.Age(Duration.ZERO);
          case PollSettings.StartFrom.At at -> new PollPlan.StartFrom.At(at.time());
          case PollSettings.StartFrom.Age age -> new PollPlan.StartFrom.Age(age.age());
        },
        entry.pollInterval(),
        entry.settle(),
        entry.tiers().stream().map(tier -> new Tier(tier.from(), tier.to(), tier.every())).toList(),
        new PollPlan.Insights(
            insights && entry.insights().enabled(),
            INSIGHTS_SETTLE,
            List.of(new Tier(Duration.ZERO, INSIGHTS_LATENESS, entry.insights().interval()))),
        entry.maxEventsPerRequest());
  }
}
