package dev.cwforwarder.config;

import dev.cwforwarder.config.PollSettings.Entry;
import dev.cwforwarder.config.PollSettings.Groups;
import dev.cwforwarder.config.PollSettings.Insights;
import dev.cwforwarder.config.PollSettings.StartFrom;
import dev.cwforwarder.config.PollSettings.Streams;
import dev.cwforwarder.config.text.ConfigSection;
import dev.cwforwarder.config.text.GoDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads one `awscloudwatch` section.
final class PollEntryReader {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration OLDEST = Duration.ofDays(3653);
  private static final int MOST_EVENTS = 10_000;
  private static final int MOST_STREAM_NAMES = 100;
  private static final int MOST_GROUPS = 1_000_000;
  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(?:-[a-z]+)+-\\d{1,2}");
  private static final Pattern ROLE =
      Pattern.compile("arn:[a-z-]+:iam::\\d{12}:role/[\\w+=,.@/-]+");
  private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
  private static final Pattern GROUP = Pattern.compile("[-.#/\\w]{1,512}");
  private static final Pattern GLOB = Pattern.compile("[-.#/\\w*]{1,512}");
  private static final Pattern STREAM = Pattern.compile("[^:*]{1,512}");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  private final ConfigSection section;
  private final Map<String, String> variables;

  PollEntryReader(ConfigSection section, Map<String, String> variables) {
    this.section = section;
    this.variables = variables;
  }

  /// What stands there, with every problem noted.
  Entry read() {
    section.warn("profile", "no effect: the function's role is used; see assume_role_arn");
    section.warn("imds_endpoint", "no effect: there is no instance metadata in Lambda");
    section.warn("storage", "no effect: checkpoints are kept in the checkpoint table");
    section.warn("metrics", "no effect: only logs are forwarded");
    String region = region();
    String role =
        section.text("assume_role_arn", "", raw -> matching(ROLE, "the ARN of an IAM role", raw));
    String externalId =
        section.value(
            "external_id",
            "",
            raw -> matching(EXTERNAL_ID, "2 to 1224 of A-Za-z0-9_+=,.@:/-", raw));
    if (role.isEmpty() && section.has("external_id") && !section.has("assume_role_arn")) {
      section.problem("external_id", "expected together with assume_role_arn");
    }
    ConfigSection logs = section.section("logs");
    Entry entry = logs(logs, region, role, externalId);
    logs.refuseOthers();
    section.refuseOthers();
    return entry;
  }

  private Entry logs(ConfigSection logs, String region, String role, String externalId) {
    Duration interval = logs.duration("poll_interval", MINUTE, SECOND, HOUR);
    return new Entry(
        section.path(),
        region,
        role,
        externalId,
        interval,
        logs.wholeNumber("max_events_per_request", MOST_EVENTS, 1, MOST_EVENTS),
        startFrom(logs),
        groups(logs.section("groups")),
        logs.duration("settle", Duration.ofSeconds(30), Duration.ZERO, HOUR),
        new PollTiers(logs, interval).read(),
        insights(logs.section("insights")));
  }

  private String region() {
    String own = variables.getOrDefault("AWS_REGION", "");
    if (!section.has("region") && own.isEmpty()) {
      section.problem("region", "expected an AWS Region such as eu-central-1");
    }
    return section.text(
        "region",
        own.isEmpty() ? "unknown" : own,
        raw -> matching(REGION, "an AWS Region such as eu-central-1", raw));
  }

  private static StartFrom startFrom(ConfigSection logs) {
    if (logs.has("start_from") && logs.has("initial_lookback")) {
      logs.problem("initial_lookback", "expected only one of it and start_from");
    }
    StartFrom lookback =
        logs.value(
            "initial_lookback",
            new StartFrom.Now(),
            raw -> new StartFrom.Age(GoDuration.between(raw, Duration.ZERO, OLDEST)));
    return logs.text("start_from", lookback, PollEntryReader::startFrom);
  }

  private static StartFrom startFrom(String raw) {
    if (raw.equals("now")) {
      return new StartFrom.Now();
    }
    try {
      return new StartFrom.At(OffsetDateTime.parse(raw).toInstant());
    } catch (DateTimeException _) {
      // Then it has to be an age.
    }
    try {
      return new StartFrom.Age(GoDuration.between(raw, Duration.ZERO, OLDEST));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected now, a time such as 2026-01-31T00:00:00Z or an age such as 24h, got '"
              + raw
              + "'",
          e);
    }
  }

  private static Groups groups(ConfigSection groups) {
    boolean named = groups.names("named");
    boolean discovered = groups.names("autodiscover");
    if (groups.flag("only_handed_over", false)) {
      if (named || discovered) {
        groups.problem("only_handed_over", "expected without named and autodiscover");
      }
      groups.refuseOthers();
      return new Groups.Named(Map.of());
    }
    if (named && discovered) {
      groups.problem("autodiscover", "expected only one of it and named");
    }
    Groups read = named ? named(groups) : discovered(groups.section("autodiscover"));
    groups.refuseOthers();
    return read;
  }

  private static Groups named(ConfigSection groups) {
    Map<String, Streams> streams = new LinkedHashMap<>();
    groups
        .section("named")
        .sections()
        .forEach(
            (name, section) -> {
              if (!GROUP.matcher(name).matches()) {
                groups.problem("named", "expected names of log groups: 1 to 512 of A-Za-z0-9_-/.#");
              }
              streams.put(name, streams(section));
              tags(section);
              section.refuseOthers();
            });
    if (streams.isEmpty()) {
      groups.problem("named", "expected the name of a log group");
    }
    return new Groups.Named(streams);
  }

  private static Groups discovered(ConfigSection section) {
    String prefix = section.text("prefix", "", PollEntryReader::group);
    List<String> patterns = section.texts("pattern", PollEntryReader::group);
    if (!prefix.isEmpty() && !patterns.isEmpty()) {
      section.problem("pattern", "expected only one of it and prefix");
    }
    ConfigSection streams = section.section("streams");
    Groups groups =
        new Groups.Discovered(
            section.wholeNumber("limit", 50, 1, MOST_GROUPS),
            prefix,
            patterns,
            section
                .texts("exclude", raw -> matching(GLOB, "a log group's name, perhaps with *", raw))
                .stream()
                .map(Glob::new)
                .toList(),
            streams(streams),
            section.values(
                "account_identifiers",
                raw -> matching(ACCOUNT, "the twelve digits of an account's id", raw)),
            section.flag("include_linked_accounts", false));
    streams.refuseOthers();
    tags(section);
    section.refuseOthers();
    return groups;
  }

  private static Streams streams(ConfigSection section) {
    List<String> names = section.texts("names", PollEntryReader::stream);
    if (names.size() > MOST_STREAM_NAMES) {
      section.problem("names", "expected at most 100 names, got " + names.size());
    }
    return new Streams(names, section.texts("prefixes", PollEntryReader::stream));
  }

  private static void tags(ConfigSection section) {
    for (String key : List.of("include_tags", "tag_names", "tag_prefix", "tag_attribute_prefix")) {
      section.warn(key, "no effect: tags of log groups are not read here");
    }
  }

  private static Insights insights(ConfigSection section) {
    Insights insights =
        new Insights(
            section.flag("enabled", true),
            section.duration("interval", Duration.ofMinutes(5), MINUTE, DAY),
            section.wholeNumber("max_concurrent_queries", 5, 1, 30));
    section.refuseOthers();
    return insights;
  }

  private static String group(String raw) {
    return matching(GROUP, "(part of) a log group's name: 1 to 512 of A-Za-z0-9_-/.#", raw);
  }

  private static String stream(String raw) {
    return matching(STREAM, "(part of) a log stream's name without : and *", raw);
  }

  private static String matching(Pattern pattern, String expected, String raw) {
    if (!pattern.matcher(raw).matches()) {
      throw new IllegalArgumentException("expected %s, got '%s'".formatted(expected, raw));
    }
    return raw;
  }
}
