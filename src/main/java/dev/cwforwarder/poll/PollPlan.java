package dev.cwforwarder.poll;

import com.google.re2j.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What is polled, and how.
///
/// @param entries where to look
/// @param own the forwarder's own log groups, as `account/region/name`: they are never read
/// @param shard which of the sources this run reads
/// @param parallel how many sources are read at the same time; each holds a page in memory
public record PollPlan(List<Entry> entries, Set<String> own, Shard shard, int parallel) {
  public PollPlan {
    entries = List.copyOf(entries);
    own = Set.copyOf(own);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("nothing to poll");
    }
    if (parallel < 1) {
      throw new IllegalArgumentException("sources to read at the same time: " + parallel);
    }
  }

  /// Whether it is one of the forwarder's own log groups, which are never read.
  boolean isOwn(PollSource.Group group) {
    return own.contains(group.identity());
  }

  /// How to read groups that no entry names: like the first entry for `access`, or else like the
  /// first entry.
  Reading reading(Access access) {
    return entries.stream()
        .filter(entry -> entry.access().equals(access))
        .findFirst()
        .or(() -> entries.stream().findFirst())
        .map(Entry::reading)
        .orElseThrow();
  }

  /// The groups of one account and Region.
  public record Entry(Access access, Reading reading, List<Named> named, List<Discover> discover) {
    public Entry {
      named = List.copyOf(named);
      discover = List.copyOf(discover);
    }
  }

  /// A log group by its name, or by its ARN if another account shares it.
  ///
  /// @param streams one source for each; empty: one source for all streams
  public record Named(String group, List<StreamFilter> streams) {
    public Named {
      streams = streams.isEmpty() ? List.of(new StreamFilter.All()) : List.copyOf(streams);
    }

    /// The name of the group, taken from the ARN if there is one.
    String name() {
      if (!group.startsWith("arn:")) {
        return group;
      }
      int name = group.indexOf(":log-group:");
      String rest = name < 0 ? group : group.substring(name + ":log-group:".length());
      return rest.endsWith(":*") ? rest.substring(0, rest.length() - 2) : rest;
    }

    boolean isArn() {
      return group.startsWith("arn:");
    }
  }

  /// All log groups that match.
  ///
  /// @param limit maximum number of groups
  /// @param prefixes names start with one of these; empty: any
  /// @param patterns names contain one of these, if `prefixes` is empty; empty: any
  /// @param excluded patterns for whole names to exclude
  /// @param includeLinked whether to include groups that other accounts share
  /// @param accounts only these accounts; empty: all
  /// @param streams one source each; empty: all streams
  public record Discover(
      int limit,
      List<String> prefixes,
      List<String> patterns,
      List<Pattern> excluded,
      boolean includeLinked,
      Set<String> accounts,
      List<StreamFilter> streams) {
    public Discover {
      prefixes = List.copyOf(prefixes);
      patterns = List.copyOf(patterns);
      excluded = List.copyOf(excluded);
      accounts = Set.copyOf(accounts);
      streams = streams.isEmpty() ? List.of(new StreamFilter.All()) : List.copyOf(streams);
      if (limit < 1) {
        throw new IllegalArgumentException("limit: expected 1 or more, got " + limit);
      }
    }

    boolean excludes(String name) {
      return excluded.stream().anyMatch(pattern -> pattern.matches(name));
    }
  }

  /// How sources are read.
  ///
  /// @param startFrom where reading of a new source starts
  /// @param interval how often the narrowest tier is read
  /// @param settle how long events may take to become visible
  /// @param tiers of `FilterLogEvents`
  /// @param insights of Logs Insights
  /// @param maxEvents maximum number of events per request
  public record Reading(
      StartFrom startFrom,
      Duration interval,
      Duration settle,
      List<Tier> tiers,
      Insights insights,
      int maxEvents) {
    /// The limit of `FilterLogEvents`.
    public static final int MAX_EVENTS = 10_000;

    public Reading {
      tiers = Tier.complete(tiers);
      if (maxEvents < 1 || maxEvents > MAX_EVENTS) {
        throw new IllegalArgumentException("events a request: " + maxEvents);
      }
    }

    /// The tiers of a reader; the narrowest is read every [#interval].
    List<Tier> tiers(ReaderKind reader) {
      return switch (reader) {
        case FILTER -> {
          Tier first = tiers.getFirst();
          List<Tier> read = new ArrayList<>(tiers);
          read.set(0, new Tier(first.from(), first.to(), interval));
          yield List.copyOf(read);
        }
        case INSIGHTS -> insights.tiers();
      };
    }

    Duration settle(ReaderKind reader) {
      return switch (reader) {
        case FILTER -> settle;
        case INSIGHTS -> insights.settle();
      };
    }
  }

  /// Reading with Logs Insights, which AWS bills by the data that it scans.
  ///
  /// @param enabled whether to use it for groups that only Logs Insights can read
  /// @param settle how long events may take to become visible to queries
  /// @param tiers like those of [Reading]; the narrowest also sets how often a query runs
  /// @param maxConcurrentQueries of all groups together
  public record Insights(
      boolean enabled, Duration settle, List<Tier> tiers, int maxConcurrentQueries) {
    public Insights {
      tiers = Tier.complete(tiers);
    }
  }

  /// Where reading of a new source starts.
  public sealed interface StartFrom {
    /// At this time.
    record At(Instant time) implements StartFrom {}

    /// This long ago; zero is now.
    record Age(Duration age) implements StartFrom {}

    /// The time at which the source starts.
    default Instant from(Instant now) {
      return switch (this) {
        case At at -> at.time();
        case Age age -> now.minus(age.age());
      };
    }
  }

  /// A share of the sources, chosen by a hash of their ids, so that several functions can split the
  /// work.
  ///
  /// @param index counts from 0
  /// @param of the number of shards
  public record Shard(int index, int of) {
    /// All sources.
    public static final Shard ALL = new Shard(0, 1);

    public Shard {
      if (of < 1 || index < 0 || index >= of) {
        throw new IllegalArgumentException(
            "shard %d of %d; expected an index from 0 to %d".formatted(index, of, of - 1));
      }
    }

    boolean has(PollSource source) {
      return Long.remainderUnsigned(EventHash.of(source.id()), of) == index;
    }
  }
}
