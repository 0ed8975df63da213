package dev.cwforwarder.config;

import dev.cwforwarder.config.text.ConfigProblems;
import dev.cwforwarder.config.text.ConfigSection;
import dev.cwforwarder.config.text.ConfigText;
import dev.cwforwarder.config.text.ConfigVariables;
import dev.cwforwarder.map.rules.Filter;
import dev.cwforwarder.map.rules.Preset;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.map.rules.Redaction;
import dev.cwforwarder.map.rules.UserRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `RULES`: filters and redactions. Kept apart from [Settings], because it loads RE2J and the
/// parsers of YAML and JSON.
final class RuleReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  /// Reasons of `EventsDropped` that no filter causes.
  private static final Set<String> RESERVED = Set.of("loop", "not_cloudwatch");

  private RuleReader() {}

  private enum Action {
    EXCLUDE,
    INCLUDE,
    SAMPLE
  }

  /// OpenTelemetry's severity ranges, each with its smallest number.
  private enum SeverityRange {
    TRACE(1),
    DEBUG(5),
    INFO(9),
    WARN(13),
    ERROR(17),
    FATAL(21);

    private final int number;

    SeverityRange(int number) {
      this.number = number;
    }
  }

  /// Parses YAML or JSON.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every problem with its line
  static RecordRules parse(String text) {
    ConfigProblems problems = new ConfigProblems("RULES");
    ConfigSection root =
        ConfigSection.of(
            "", ConfigText.parse(text, problems), new ConfigVariables(Map.of()), problems);
    List<Filter> filters = filters(root.list("filters"));
    ConfigSection section = root.section("redaction");
    List<Redaction> redactions = redactions(section);
    section.refuseOthers();
    root.refuseOthers();
    problems.check();
    return filters.isEmpty() && redactions.isEmpty()
        ? RecordRules.NONE
        : new UserRules(filters, redactions);
  }

  private static List<Filter> filters(List<ConfigSection> sections) {
    Set<String> names = new HashSet<>(RESERVED);
    List<Filter> filters = new ArrayList<>();
    for (ConfigSection section : sections) {
      filters.add(filter(section, names));
    }
    return filters;
  }

  /// Presets come before the user's own redactions.
  private static List<Redaction> redactions(ConfigSection section) {
    List<Redaction> redactions = new ArrayList<>();
    section.texts("presets", RuleReader::preset).stream()
        .distinct()
        .forEach(preset -> redactions.add(preset.redaction()));
    Set<String> names = new HashSet<>(presetNames());
    for (ConfigSection rule : section.list("rules")) {
      redactions.add(redaction(rule, names));
    }
    return redactions;
  }

  private static Filter filter(ConfigSection section, Set<String> names) {
    Filter filter =
        new Filter(name(section, names), keptPercent(section))
            .source(
                section.value("group", "", Expressions::valid),
                section.value("stream", "", Expressions::valid))
            .severity(
                section.value("severity_below", 0, RuleReader::severity),
                section.value("severity_at_least", 0, RuleReader::severity))
            .body(section.value("body", "", Expressions::valid));
    ConfigSection attributes = section.section("attributes");
    for (String key : attributes.names()) {
      filter.attribute(key, attributes.value(key, "", Expressions::valid));
    }
    section.refuseOthers();
    return filter;
  }

  /// The share of matching records that a filter keeps.
  private static double keptPercent(ConfigSection section) {
    section.require("action");
    Action action =
        section.value("action", Action.INCLUDE, raw -> Parsers.oneOf(raw, Action.values()));
    if (action == Action.SAMPLE) {
      section.require("percent");
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
    section.require("regex");
    Redaction redaction =
        Redaction.of(
            name,
            section.value("regex", "", Expressions::valid),
            section.value("replacement", "[redacted:" + name + "]", raw -> raw));
    section.refuseOthers();
    return redaction;
  }

  private static String name(ConfigSection section, Set<String> names) {
    section.require("name");
    String name =
        section.value(
            "name", "", raw -> Parsers.matching(NAME, "up to 64 of a-z, 0-9, '_' and '-'", raw));
    if (!name.isEmpty() && !names.add(name)) {
      section.problem("name", "expected a name that is not in use");
    }
    return name;
  }

  private static Preset preset(String raw) {
    for (Preset preset : Preset.values()) {
      if (preset.presetName().equals(raw)) {
        return preset;
      }
    }
    throw new IllegalArgumentException(
        "expected one of %s, got '%s'".formatted(String.join(", ", presetNames()), raw));
  }

  private static List<String> presetNames() {
    return List.of(Preset.values()).stream().map(Preset::presetName).toList();
  }

  private static int severity(String raw) {
    return Parsers.oneOf(raw, SeverityRange.values()).number;
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
}
