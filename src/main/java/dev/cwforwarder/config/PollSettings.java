package dev.cwforwarder.config;

import static java.util.Objects.requireNonNull;

import dev.cwforwarder.config.text.ConfigProblems;
import dev.cwforwarder.config.text.ConfigText;
import dev.cwforwarder.config.text.ConfigVariables;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is polled, in the vocabulary of the OpenTelemetry collector's `awscloudwatch` receiver.
///
/// @param entries at least one; each has a Region and an account of its own
/// @param warnings what was given and has no effect, a sentence each
/// @see <a
///   href="https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/receiver/awscloudwatchreceiver">The
///   receiver</a>
public record PollSettings(List<Entry> entries, List<String> warnings) {
  public PollSettings {
    entries = List.copyOf(entries);
    warnings = List.copyOf(warnings);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("nothing to poll");
    }
  }

  /// Log groups of one account and Region, and how they are read.
  ///
  /// @param name where it stands in the text, e.g. `receivers.awscloudwatch/prod`; empty when it is
  ///   all there is
  /// @param region AWS Region, e.g. `eu-central-1`
  /// @param roleArn the role that is assumed; empty: the caller's own credentials
  /// @param externalId given when the role is assumed; empty: none
  /// @param pollInterval a group is read this often; 1 s to 1 h
  /// @param maxEventsPerRequest 1 to 10,000
  /// @param settle how long CloudWatch may take to show an event; 0 to 1 h
  /// @param tiers by lateness, ascending, the first from zero, without a gap
  public record Entry(
      String name,
      String region,
      String roleArn,
      String externalId,
      Duration pollInterval,
      int maxEventsPerRequest,
      StartFrom startFrom,
      Groups groups,
      Duration settle,
      List<Tier> tiers,
      Insights insights) {
    public Entry {
      requireNonNull(startFrom, "startFrom is null");
      requireNonNull(groups, "groups is null");
      requireNonNull(insights, "insights is null");
      tiers = List.copyOf(tiers);
      if (region.isEmpty() || tiers.isEmpty()) {
        throw new IllegalArgumentException("no Region, or no tiers");
      }
    }
  }

  /// Where a group that is seen for the first time is read from.
  public sealed interface StartFrom {
    /// What comes after.
    record Now() implements StartFrom {}

    /// A point in time.
    record At(Instant time) implements StartFrom {}

    /// Now minus `age`.
    record Age(Duration age) implements StartFrom {}
  }

  /// Which log groups.
  public sealed interface Groups {
    /// Those of these names.
    ///
    /// @param streams which of its streams, by group
    record Named(Map<String, Streams> streams) implements Groups {
      public Named {
        streams = Collections.unmodifiableMap(new LinkedHashMap<>(streams));
      }
    }

    /// Those that are found.
    ///
    /// @param limit at most so many; at least 1
    /// @param prefix their names begin so; empty: any
    /// @param patterns their names hold one of these; empty: any; not together with a prefix
    /// @param exclude and match none of these
    /// @param streams which of their streams
    /// @param accounts ids of linked accounts to look into; empty: all
    /// @param includeLinked whether linked accounts are looked into
    record Discovered(
        int limit,
        String prefix,
        List<String> patterns,
        List<Glob> exclude,
        Streams streams,
        List<String> accounts,
        boolean includeLinked)
        implements Groups {
      public Discovered {
        patterns = List.copyOf(patterns);
        exclude = List.copyOf(exclude);
        accounts = List.copyOf(accounts);
      }
    }
  }

  /// Which streams of a log group: those with one of the names and those with one of the prefixes;
  /// all of them when both are empty.
  public record Streams(List<String> names, List<String> prefixes) {
    public Streams {
      names = List.copyOf(names);
      prefixes = List.copyOf(prefixes);
    }
  }

  /// Events that are read together, by how late they reached CloudWatch.
  ///
  /// @param from inclusive
  /// @param to exclusive
  /// @param every how often; at least the entry's interval
  public record Tier(Duration from, Duration to, Duration every) {}

  /// How groups are read that only Logs Insights can read. AWS bills what a query scans.
  ///
  /// @param enabled whether they are
  /// @param interval between two queries of a group; 1 min to 24 h
  /// @param maxConcurrentQueries 1 to 30
  public record Insights(boolean enabled, Duration interval, int maxConcurrentQueries) {}

  /// Reads and checks a text.
  ///
  /// @param text YAML or JSON: the receiver's section, a list of such, or a collector's whole file
  /// @param variables what `${env:NAME}` may refer to; the Region is `AWS_REGION` when not given
  /// @throws SettingsException naming everything that is wrong, with its place and line
  public static PollSettings parse(String text, Map<String, String> variables) {
    ConfigProblems problems = new ConfigProblems("POLL_CONFIG");
    ConfigVariables known = new ConfigVariables(variables);
    List<Entry> entries =
        new ReceiverSections(known, problems)
            .of(ConfigText.parse(text, problems)).stream()
                .map(section -> new PollEntryReader(section, variables).read())
                .toList();
    problems.check();
    return new PollSettings(entries, problems.warnings());
  }
}
