package dev.cwforwarder.config;

import dev.cwforwarder.config.text.ConfigProblems;
import dev.cwforwarder.config.text.ConfigSection;
import dev.cwforwarder.config.text.ConfigText;
import dev.cwforwarder.config.text.ConfigVariables;
import dev.cwforwarder.subscribe.plan.DesiredState;
import dev.cwforwarder.subscribe.plan.DesiredState.Mode;
import dev.cwforwarder.subscribe.plan.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads [Subscriptions].
final class SubscriptionReader {
  private static final Pattern DESTINATION =
      Pattern.compile("arn:[a-z-]+:(?:lambda|kinesis|firehose|logs):[a-z0-9-]+:\\d{12}:\\S+");
  private static final Pattern STREAM = Pattern.compile("arn:[a-z-]+:(?:kinesis|firehose):\\S+");
  private static final Pattern LOG_CLASS = Pattern.compile("[A-Z_]{3,64}");
  private static final Set<String> FIELDS = Set.of("@aws.account", "@aws.region", "@source.log");
  private static final int MAX_FILTER_PATTERN = 1_024;

  private final ConfigSection root;

  private SubscriptionReader(ConfigSection root) {
    this.root = root;
  }

  static Subscriptions parse(String text) {
    ConfigProblems problems = new ConfigProblems("SUBSCRIPTIONS");
    ConfigSection root =
        ConfigSection.of(
            "", ConfigText.parse(text, problems), new ConfigVariables(Map.of()), problems);
    Subscriptions subscriptions = new SubscriptionReader(root).read();
    problems.check();
    return subscriptions;
  }

  private Subscriptions read() {
    Mode mode = root.value("mode", Mode.FILTERS, SubscriptionReader::mode);
    List<Rule> rules = new ArrayList<>();
    for (ConfigSection section : root.list("rules")) {
      rules.add(rule(section, rules.size() + 1));
    }
    if (rules.isEmpty()) {
      root.problem("rules", "expected at least one rule, e.g. {include: /aws/lambda/*}");
    }
    boolean policy = mode == Mode.ACCOUNT_POLICY && isPolicy(rules);
    Subscriptions subscriptions =
        new Subscriptions(
            new DesiredState(
                rules,
                matchesAny(patterns(root, "never", "never_regex", _ -> {})),
                policy ? Mode.ACCOUNT_POLICY : Mode.FILTERS,
                root.flag("include_linked_accounts", false)),
            Set.copyOf(root.texts("flow_log_groups", AwsNames::logGroup)));
    root.refuseOthers();
    return subscriptions;
  }

  /// Whether one account policy can do what the rules ask for. Records the problem if not.
  private boolean isPolicy(List<Rule> rules) {
    if (rules.size() > 1) {
      root.problem("rules", "expected one rule with mode: account-policy, got " + rules.size());
    }
    for (Rule rule : rules) {
      Rule.Template filter = rule.template();
      if (filter.transformed() || !filter.emitSystemFields().isEmpty()) {
        root.problem(
            "rules",
            "expected neither transformed_logs nor emit_system_fields with mode: account-policy");
      }
    }
    return rules.size() == 1;
  }

  private static Rule rule(ConfigSection section, int number) {
    String name = section.value("name", "rule " + number, raw -> raw);
    Set<String> wholeNames = new HashSet<>();
    List<Predicate<String>> include =
        patterns(section, "include", "include_regex", wholeNames::add);
    if (include.isEmpty()) {
      section.problem("include", "expected the names of log groups, e.g. /aws/lambda/* or '*'");
    }
    List<Predicate<String>> exclude = patterns(section, "exclude", "exclude_regex", _ -> {});
    Rule rule =
        new Rule(
            name,
            matchesAny(include).and(matchesAny(exclude).negate()),
            wholeNames,
            tags(section.section("tags")),
            Set.copyOf(
                section.texts(
                    "class",
                    raw -> Parsers.matching(LOG_CLASS, "a log class such as STANDARD", raw))),
            template(section));
    section.refuseOthers();
    return rule;
  }

  private static Map<String, Predicate<String>> tags(ConfigSection section) {
    Map<String, Predicate<String>> tags = new LinkedHashMap<>();
    for (String key : section.names()) {
      tags.put(key, section.<Predicate<String>>value(key, _ -> false, SubscriptionReader::glob));
    }
    return tags;
  }

  private static Predicate<String> glob(String raw) {
    return Expressions.glob(raw)::matches;
  }

  private static Rule.Template template(ConfigSection section) {
    Rule.Template template =
        new Rule.Template(
            section.value("filter_pattern", "", SubscriptionReader::filterPattern),
            section.text("destination", "", SubscriptionReader::destination),
            section.text("role", "", AwsNames::role),
            section.value("distribution", "", SubscriptionReader::distribution),
            section.texts("emit_system_fields", SubscriptionReader::field),
            section.flag("transformed_logs", false));
    boolean stream = STREAM.matcher(template.destinationArn()).matches();
    if (stream && template.roleArn().isEmpty() && !section.has("role")) {
      section.problem("role", "required with a stream: CloudWatch Logs assumes it to write");
    }
    if (!stream && !template.distribution().isEmpty()) {
      section.problem("distribution", "expected only with a stream as destination");
    }
    return template;
  }

  /// The globs and the regular expressions at two keys.
  ///
  /// @param wholeNames receives the globs that match one name only
  private static List<Predicate<String>> patterns(
      ConfigSection section, String globs, String regexes, Consumer<String> wholeNames) {
    List<Predicate<String>> patterns = new ArrayList<>();
    patterns.addAll(section.texts(globs, raw -> groups(raw, wholeNames)));
    section.texts(regexes, Expressions::regex).forEach(regex -> patterns.add(regex::matches));
    return patterns;
  }

  private static Predicate<String> groups(String raw, Consumer<String> wholeNames) {
    Predicate<String> groups = AwsNames.logGroups(raw)::matches;
    if (!raw.contains("*")) {
      wholeNames.accept(raw);
    }
    return groups;
  }

  private static Predicate<String> matchesAny(List<Predicate<String>> patterns) {
    return name -> patterns.stream().anyMatch(pattern -> pattern.test(name));
  }

  private static Mode mode(String raw) {
    return switch (raw) {
      case "filters" -> Mode.FILTERS;
      case "account-policy" -> Mode.ACCOUNT_POLICY;
      default ->
          throw new IllegalArgumentException(
              "expected filters or account-policy, got '" + raw + "'");
    };
  }

  private static String destination(String raw) {
    return Parsers.matching(DESTINATION, "the ARN of a function, stream or destination", raw);
  }

  private static String distribution(String raw) {
    return switch (raw) {
      case "random" -> "Random";
      case "by-log-stream" -> "ByLogStream";
      default ->
          throw new IllegalArgumentException("expected random or by-log-stream, got '" + raw + "'");
    };
  }

  private static String field(String raw) {
    if (!FIELDS.contains(raw)) {
      throw new IllegalArgumentException(
          "expected '@aws.account', '@aws.region' or '@source.log', got '" + raw + "'");
    }
    return raw;
  }

  private static String filterPattern(String raw) {
    if (raw.length() > MAX_FILTER_PATTERN) {
      throw new IllegalArgumentException(
          "expected at most %d characters, got %d".formatted(MAX_FILTER_PATTERN, raw.length()));
    }
    return raw;
  }
}
