package dev.cwforwarder.config;

import dev.cwforwarder.config.text.ConfigSection;
import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.poll.Access;
import dev.cwforwarder.poll.PollPlan;
import dev.cwforwarder.poll.Retention;
import dev.cwforwarder.poll.StreamFilter;
import dev.cwforwarder.poll.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads one `awscloudwatch` section.
final class PollEntryReader {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final PollPlan.StartFrom START_NOW = new PollPlan.StartFrom.Age(Duration.ZERO);
  private static final int MAX_GROUPS = 1_000_000;

  /// CloudWatch needs minutes to make an event visible to queries.
  private static final Duration INSIGHTS_SETTLE = Duration.ofMinutes(5);

  /// Logs Insights bills the data that it scans. So there is a single tier, and events that are
  /// later than this are not read.
  private static final Duration INSIGHTS_LATENESS = Duration.ofMinutes(15);

  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(?:-[a-z]+)+-\\d{1,2}");
  private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
  private static final Pattern STREAM = Pattern.compile("[^:*]{1,512}");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  private final ConfigSection section;
  private final Map<String, String> variables;
  private final boolean insights;
  private final Retention retention;
  private final Instant now;

  /// @param insights whether Logs Insights may be used at all
  /// @param retention no source starts before it
  PollEntryReader(
      ConfigSection section,
      Map<String, String> variables,
      boolean insights,
      Retention retention,
      Instant now) {
    this.section = section;
    this.variables = variables;
    this.insights = insights;
    this.retention = retention;
    this.now = now;
  }

  /// The entry of this section. Records every problem.
  PollPlan.Entry read() {
    section.warn("profile", "no effect: the function's role is used; see assume_role_arn");
    section.warn("imds_endpoint", "no effect: Lambda has no instance metadata");
    section.warn("storage", "no effect: checkpoints are stored in the checkpoint table");
    section.warn("metrics", "no effect: only logs are forwarded");
    Access access = access();
    ConfigSection logs = section.section("logs");
    PollPlan.Reading reading = reading(logs);
    PollPlan.Entry entry = entry(access, reading, logs.section("groups"));
    logs.refuseOthers();
    section.refuseOthers();
    return entry;
  }

  private Access access() {
    String region = region();
    String role = section.text("assume_role_arn", "", AwsNames::role);
    String externalId =
        section.value(
            "external_id",
            "",
            raw -> Parsers.matching(EXTERNAL_ID, "2 to 1224 of A-Za-z0-9_+=,.@:/-", raw));
    if (section.has("external_id") && !section.has("assume_role_arn")) {
      section.problem("external_id", "expected together with assume_role_arn");
    }
    return new Access(region, role, role.isEmpty() ? "" : externalId);
  }

  private String region() {
    String own = variables.getOrDefault("AWS_REGION", "");
    String expected = "an AWS Region such as eu-central-1";
    if (!section.has("region") && own.isEmpty()) {
      section.problem("region", "expected " + expected);
    }
    return section.text(
        "region", own.isEmpty() ? "unknown" : own, raw -> Parsers.matching(REGION, expected, raw));
  }

  private PollPlan.Reading reading(ConfigSection logs) {
    Duration interval = logs.duration("poll_interval", MINUTE, SECOND, HOUR);
    int maxEvents = PollPlan.Reading.MAX_EVENTS;
    return new PollPlan.Reading(
        startFrom(logs),
        interval,
        logs.duration("settle", Duration.ofSeconds(30), Duration.ZERO, HOUR),
        TierReader.read(logs, interval),
        insights(logs.section("insights")),
        logs.wholeNumber("max_events_per_request", maxEvents, 1, maxEvents));
  }

  private PollPlan.StartFrom startFrom(ConfigSection logs) {
    if (logs.has("start_from") && logs.has("initial_lookback")) {
      logs.problem("initial_lookback", "expected either this or start_from, not both");
    }
    PollPlan.StartFrom lookback = logs.value("initial_lookback", START_NOW, PastTime::age);
    PollPlan.StartFrom start = logs.text("start_from", lookback, PollEntryReader::startFrom);
    return start.from(now).isBefore(retention.start(now)) ? withinRetention(logs, start) : start;
  }

  /// A configured time becomes too old by itself, which must not stop the function. An age does
  /// not.
  private PollPlan.StartFrom withinRetention(ConfigSection logs, PollPlan.StartFrom start) {
    String limit = "ClickStack's retention of %d days (CLICKSTACK_RETENTION_DAYS)";
    switch (start) {
      case PollPlan.StartFrom.At _ ->
          logs.warn(
              "start_from",
              ("before " + limit + ": new log groups are read from its start on")
                  .formatted(retention.days()));
      case PollPlan.StartFrom.Age _ ->
          logs.problem(
              logs.has("start_from") ? "start_from" : "initial_lookback",
              ("longer than " + limit + ": it deletes older records soon after they arrive")
                  .formatted(retention.days()));
    }
    return new PollPlan.StartFrom.Age(Duration.ofDays(retention.days()));
  }

  private static PollPlan.StartFrom startFrom(String raw) {
    if (raw.equals("now")) {
      return START_NOW;
    }
    try {
      return PastTime.parse(raw);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.valueOf(e.getMessage()).replaceFirst("expected ", "expected now, "), e);
    }
  }

  private PollPlan.Insights insights(ConfigSection section) {
    boolean enabled = section.flag("enabled", true);
    Duration interval = section.duration("interval", Duration.ofMinutes(6), MINUTE, DAY);
    int maxConcurrentQueries = section.wholeNumber("max_concurrent_queries", 5, 1, 30);
    section.refuseOthers();
    return new PollPlan.Insights(
        insights && enabled,
        INSIGHTS_SETTLE,
        List.of(new Tier(Duration.ZERO, INSIGHTS_LATENESS, interval)),
        maxConcurrentQueries);
  }

  private static PollPlan.Entry entry(
      Access access, PollPlan.Reading reading, ConfigSection groups) {
    boolean named = groups.contains("named");
    boolean discovered = groups.contains("autodiscover");
    boolean onlyDelegated = groups.flag("only_delegated", false);
    if (onlyDelegated && (named || discovered)) {
      groups.problem("only_delegated", "expected without named and autodiscover");
    }
    if (named && discovered) {
      groups.problem("autodiscover", "expected either this or named, not both");
    }
    PollPlan.Entry entry =
        new PollPlan.Entry(
            access,
            reading,
            named ? named(groups) : List.of(),
            named || onlyDelegated ? List.of() : List.of(discover(groups.section("autodiscover"))));
    groups.refuseOthers();
    return entry;
  }

  private static List<PollPlan.Named> named(ConfigSection groups) {
    List<PollPlan.Named> named = new ArrayList<>();
    ConfigSection entries = groups.section("named");
    entries
        .sections()
        .forEach(
            (name, section) -> {
              if (!AwsNames.isLogGroup(name)) {
                entries.problem(name, notAName(name));
              }
              named.add(new PollPlan.Named(name, streams(section)));
              warnAboutTags(section);
              section.refuseOthers();
            });
    if (named.isEmpty()) {
      groups.problem("named", "expected the name of a log group");
    }
    return named;
  }

  private static String notAName(String raw) {
    try {
      return "expected the name of the log group, %s, in place of its ARN"
          .formatted(LogGroup.parse(raw).name());
    } catch (IllegalArgumentException _) {
      return "expected names of log groups: 1 to 512 of A-Za-z0-9_-/.#";
    }
  }

  private static PollPlan.Discover discover(ConfigSection section) {
    String prefix = section.text("prefix", "", AwsNames::partOfLogGroup);
    List<String> patterns = section.texts("pattern", AwsNames::partOfLogGroup);
    if (!prefix.isEmpty() && !patterns.isEmpty()) {
      section.problem("pattern", "expected either this or prefix, not both");
    }
    ConfigSection streams = section.section("streams");
    PollPlan.Discover discover =
        new PollPlan.Discover(
            section.wholeNumber("limit", 50, 1, MAX_GROUPS),
            prefix.isEmpty() ? List.of() : List.of(prefix),
            patterns,
            section.texts("exclude", AwsNames::logGroups),
            section.flag("include_linked_accounts", false),
            accounts(section),
            streams(streams));
    streams.refuseOthers();
    warnAboutTags(section);
    section.refuseOthers();
    return discover;
  }

  private static Set<String> accounts(ConfigSection section) {
    return Set.copyOf(
        section.values(
            "account_identifiers",
            raw -> Parsers.matching(ACCOUNT, "an account ID of twelve digits", raw)));
  }

  /// The API accepts either names or one prefix. So the names make one source, and each prefix
  /// makes another.
  private static List<StreamFilter> streams(ConfigSection section) {
    List<StreamFilter> filters = new ArrayList<>();
    List<String> names = section.texts("names", PollEntryReader::stream);
    if (names.size() > StreamFilter.Names.MAX_NAMES) {
      section.problem("names", "expected at most 100 names, got " + names.size());
    } else if (!names.isEmpty()) {
      filters.add(new StreamFilter.Names(names));
    }
    filters.addAll(section.texts("prefixes", raw -> new StreamFilter.Prefix(stream(raw))));
    return filters;
  }

  private static String stream(String raw) {
    return Parsers.matching(STREAM, "(part of) a log stream's name without : and *", raw);
  }

  private static void warnAboutTags(ConfigSection section) {
    for (String key : List.of("include_tags", "tag_names", "tag_prefix", "tag_attribute_prefix")) {
      section.warn(key, "no effect: see LOG_GROUP_TAGS");
    }
  }
}
