package dev.cwforwarder.config;

import com.google.re2j.PatternSyntaxException;
import dev.cwforwarder.config.SubscriptionSettings.Mode;
import dev.cwforwarder.config.SubscriptionSettings.Rule;
import dev.cwforwarder.config.text.ConfigProblems;
import dev.cwforwarder.config.text.ConfigSection;
import dev.cwforwarder.config.text.ConfigText;
import dev.cwforwarder.config.text.ConfigVariables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads [SubscriptionSettings].
final class SubscriptionReader {
  private static final Pattern GROUP = Pattern.compile("[-.#/\\w]{1,512}");
  private static final Pattern GLOB = Pattern.compile("[-.#/\\w*]{1,512}");
  private static final Pattern DESTINATION =
      Pattern.compile("arn:[a-z-]+:(?:lambda|kinesis|firehose|logs):[a-z0-9-]+:\\d{12}:\\S+");
  private static final Pattern STREAM = Pattern.compile("arn:[a-z-]+:(?:kinesis|firehose):\\S+");
  private static final Pattern ROLE =
      Pattern.compile("arn:[a-z-]+:iam::\\d{12}:role/[\\w+=,.@/-]+");
  private static final Set<String> FIELDS = Set.of("@aws.account", "@aws.region", "@source.log");
  private static final int LONGEST_PATTERN = 1_024;

  private final ConfigSection root;

  private SubscriptionReader(ConfigSection root) {
    this.root = root;
  }

  static SubscriptionSettings parse(String text) {
    ConfigProblems problems = new ConfigProblems("SUBSCRIPTIONS");
    ConfigSection root =
        ConfigSection.of(
            "", ConfigText.parse(text, problems), new ConfigVariables(Map.of()), problems);
    SubscriptionSettings settings = new SubscriptionReader(root).read();
    problems.check();
    return settings;
  }

  private SubscriptionSettings read() {
    Mode mode = root.value("mode", Mode.FILTERS, SubscriptionReader::mode);
    List<Rule> rules = new ArrayList<>();
    for (ConfigSection section : root.list("rules")) {
      rules.add(rule(section, rules.size() + 1));
    }
    if (rules.isEmpty()) {
      root.problem("rules", "expected at least one rule, e.g. {include: /aws/lambda/*}");
    }
    SubscriptionSettings settings =
        new SubscriptionSettings(
            mode,
            root.flag("include_linked_accounts", false),
            root.texts("flow_log_groups", raw -> matching(GROUP, "the name of a log group", raw)),
            patterns(root, "never", "never_regex"),
            rules);
    if (mode == Mode.ACCOUNT_POLICY) {
      checkPolicy(rules);
    }
    root.refuseOthers();
    return settings;
  }

  /// A policy is one filter, and knows less than one.
  private void checkPolicy(List<Rule> rules) {
    if (rules.size() > 1) {
      root.problem("rules", "expected one rule with mode: account-policy, got " + rules.size());
    }
    for (Rule rule : rules) {
      if (rule.transformed() || !rule.emitSystemFields().isEmpty()) {
        root.problem(
            "rules",
            "expected neither transformed_logs nor emit_system_fields with mode: account-policy");
      }
    }
  }

  private static Rule rule(ConfigSection section, int number) {
    List<NamePattern> include = patterns(section, "include", "include_regex");
    if (include.isEmpty()) {
      section.problem("include", "expected the names of log groups, e.g. /aws/lambda/* or '*'");
    }
    Map<String, Glob> tags = new LinkedHashMap<>();
    ConfigSection wanted = section.section("tags");
    for (String name : wanted.names()) {
      tags.put(name, wanted.value(name, new Glob("*"), Glob::new));
    }
    String destination =
        section.text(
            "destination",
            "",
            raw -> matching(DESTINATION, "the ARN of a function, stream or destination", raw));
    Rule rule =
        new Rule(
            section.value("name", "rule " + number, raw -> raw),
            include,
            patterns(section, "exclude", "exclude_regex"),
            tags,
            Set.copyOf(section.texts("class", SubscriptionReader::logClass)),
            section.value("filter_pattern", "", SubscriptionReader::filterPattern),
            destination,
            section.text("role", "", raw -> matching(ROLE, "the ARN of an IAM role", raw)),
            section.value("distribution", "", SubscriptionReader::distribution),
            section.texts("emit_system_fields", SubscriptionReader::field),
            section.flag("transformed_logs", false));
    checkStream(section, rule);
    section.refuseOthers();
    return rule;
  }

  private static void checkStream(ConfigSection section, Rule rule) {
    boolean stream = STREAM.matcher(rule.destinationArn()).matches();
    if (stream && rule.roleArn().isEmpty() && !section.has("role")) {
      section.problem("role", "required with a stream: the role CloudWatch Logs writes in");
    }
    if (!stream && !rule.distribution().isEmpty()) {
      section.problem("distribution", "expected only with a stream as destination");
    }
  }

  private static List<NamePattern> patterns(ConfigSection section, String globs, String regexes) {
    List<NamePattern> patterns = new ArrayList<>();
    for (String glob :
        section.texts(globs, raw -> matching(GLOB, "a log group's name, * for any text", raw))) {
      patterns.add(new NamePattern.Wildcard(new Glob(glob)));
    }
    for (String regex : section.texts(regexes, SubscriptionReader::expression)) {
      patterns.add(new NamePattern.Expression(com.google.re2j.Pattern.compile(regex)));
    }
    return patterns;
  }

  private static String expression(String raw) {
    try {
      com.google.re2j.Pattern.compile(raw);
      return raw;
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "expected a regular expression (RE2): " + e.getDescription(), e);
    }
  }

  private static String matching(Pattern pattern, String expected, String raw) {
    if (!pattern.matcher(raw).matches()) {
      throw new IllegalArgumentException("expected %s, got '%s'".formatted(expected, raw));
    }
    return raw;
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

  private static String logClass(String raw) {
    return matching(Pattern.compile("[A-Z_]{3,64}"), "a class such as STANDARD", raw);
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
    if (raw.length() > LONGEST_PATTERN) {
      throw new IllegalArgumentException(
          "expected at most %d characters, got %d".formatted(LONGEST_PATTERN, raw.length()));
    }
    return raw;
  }
}
