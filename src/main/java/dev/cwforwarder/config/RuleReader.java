package dev.cwforwarder.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cwforwarder.config.RuleSettings.Filter;
import dev.cwforwarder.config.RuleSettings.Preset;
import dev.cwforwarder.config.RuleSettings.Redaction;
import dev.cwforwarder.config.text.ConfigProblems;
import dev.cwforwarder.config.text.ConfigSection;
import dev.cwforwarder.config.text.ConfigText;
import dev.cwforwarder.config.text.ConfigVariables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads [RuleSettings]. Apart from them, since it loads RE2J and the parsers of YAML and JSON.
final class RuleReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  /// Names under which drops are counted that no rule causes.
  private static final Set<String> TAKEN = Set.of("loop");

  private RuleReader() {}

  private enum Action {
    EXCLUDE,
    INCLUDE,
    SAMPLE
  }

  private enum Level {
    TRACE(1),
    DEBUG(5),
    INFO(9),
    WARN(13),
    ERROR(17),
    FATAL(21);

    private final int number;

    /// @param number OpenTelemetry's
    Level(int number) {
      this.number = number;
    }
  }

  /// Reads `RULES`, YAML or JSON.
  ///
  /// @throws SettingsException naming every problem, with its line
  static RuleSettings parse(String text) {
    ConfigProblems problems = new ConfigProblems("RULES");
    ConfigSection root =
        ConfigSection.of(
            "", ConfigText.parse(text, problems), new ConfigVariables(Map.of()), problems);
    Set<String> names = new HashSet<>(TAKEN);
    List<Filter> filters = new ArrayList<>();
    for (ConfigSection section : root.list("filters")) {
      filters.add(filter(section, names));
    }
    ConfigSection redaction = root.section("redaction");
    List<String> presets = redaction.texts("presets", raw -> Preset.named(raw).name());
    names.clear();
    List.of(Preset.values()).forEach(preset -> names.add(preset.shown()));
    List<Redaction> redactions = new ArrayList<>();
    for (ConfigSection section : redaction.list("rules")) {
      redactions.add(redaction(section, names));
    }
    redaction.refuseOthers();
    root.refuseOthers();
    problems.check();
    return new RuleSettings(
        filters, presets.stream().distinct().map(Preset::valueOf).toList(), redactions);
  }

  private static Filter filter(ConfigSection section, Set<String> names) {
    Map<String, String> attributes = new LinkedHashMap<>();
    ConfigSection wanted = section.section("attributes");
    for (String name : wanted.names()) {
      attributes.put(name, wanted.value(name, "", RuleReader::expression));
    }
    Filter filter =
        new Filter(
            name(section, names),
            keptPercent(section),
            section.value("group", "", RuleReader::expression),
            section.value("stream", "", RuleReader::expression),
            section.value("severity_below", 0, RuleReader::level),
            section.value("severity_at_least", 0, RuleReader::level),
            section.value("body", "", RuleReader::expression),
            attributes);
    section.refuseOthers();
    return filter;
  }

  private static double keptPercent(ConfigSection section) {
    required(section, "action");
    Action action =
        section.value("action", Action.INCLUDE, raw -> Parsers.oneOf(raw, Action.values()));
    if (action == Action.SAMPLE) {
      required(section, "percent");
    } else if (section.has("percent")) {
      section.problem("percent", "expected only with action: sample");
    }
    double percent = section.value("percent", 0.0, RuleReader::percent);
    return switch (action) {
      case EXCLUDE -> 0;
      case INCLUDE -> 100;
      case SAMPLE -> percent;
    };
  }

  private static Redaction redaction(ConfigSection section, Set<String> names) {
    String name = name(section, names);
    required(section, "regex");
    Redaction redaction =
        new Redaction(
            name,
            section.value("regex", "x", RuleReader::expression),
            section.value("replacement", "[redacted:" + name + "]", raw -> raw));
    section.refuseOthers();
    return redaction;
  }

  private static String name(ConfigSection section, Set<String> names) {
    required(section, "name");
    String name = section.value("name", "", RuleReader::name);
    if (!name.isEmpty() && !names.add(name)) {
      section.problem("name", "expected a name that nothing else is counted under");
    }
    return name;
  }

  private static void required(ConfigSection section, String key) {
    if (!section.has(key)) {
      section.problem(key, "required but not set");
    }
  }

  private static String name(String raw) {
    if (!NAME.matches(raw)) {
      throw new IllegalArgumentException(
          "expected up to 64 of a-z, 0-9, '_' and '-', got '" + raw + "'");
    }
    return raw;
  }

  private static int level(String raw) {
    return Parsers.oneOf(raw, Level.values()).number;
  }

  private static double percent(String raw) {
    double percent;
    try {
      percent = Double.parseDouble(raw);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number, got '" + raw + "'", e);
    }
    if (!(percent > 0 && percent < 100)) {
      throw new IllegalArgumentException("expected more than 0 and less than 100, got " + raw);
    }
    return percent;
  }

  private static String expression(String raw) {
    try {
      Pattern.compile(raw);
      return raw;
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "expected a regular expression (RE2): " + e.getDescription(), e);
    }
  }
}
