package dev.cwforwarder.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `RULES`: which records are left out, and which text is blotted out. Expressions are RE2's, and
/// valid.
///
/// @param filters in order: the first one that matches decides
/// @param presets redactions by name, before those of `redactions`
/// @param redactions the user's own
public record RuleSettings(List<Filter> filters, List<Preset> presets, List<Redaction> redactions) {
  /// Without rules.
  public static final RuleSettings NONE = new RuleSettings(List.of(), List.of(), List.of());

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  /// Names under which drops are counted that no rule causes.
  private static final Set<String> TAKEN = Set.of("loop");

  public RuleSettings {
    filters = List.copyOf(filters);
    presets = List.copyOf(presets);
    redactions = List.copyOf(redactions);
  }

  /// A filter; a condition that is empty, or 0, is none.
  ///
  /// @param keptPercent how much of what it matches it keeps: 0 to 100
  /// @param severityBelow a severity number of OpenTelemetry
  /// @param severityAtLeast the same
  /// @param attributes expression by name
  public record Filter(
      String name,
      double keptPercent,
      String group,
      String stream,
      int severityBelow,
      int severityAtLeast,
      String body,
      Map<String, String> attributes) {
    public Filter {
      attributes = Map.copyOf(attributes);
    }
  }

  /// Blots out what an expression finds.
  public record Redaction(String name, String regex, String replacement) {}

  /// What can be blotted out by name.
  public enum Preset {
    AWS_ACCESS_KEY,
    AWS_SECRET_KEY,
    JWT,
    AUTHORIZATION,
    PRIVATE_KEY,
    EMAIL,
    IPV4,
    IPV6,
    CREDIT_CARD,
    IBAN,
    PHONE;

    private static Preset named(String raw) {
      for (Preset preset : values()) {
        if (preset.shown().equals(raw)) {
          return preset;
        }
      }
      throw new IllegalArgumentException(
          "expected one of %s, got '%s'"
              .formatted(
                  String.join(", ", List.of(values()).stream().map(Preset::shown).toList()), raw));
    }

    private String shown() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

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
      attributes.put(name, wanted.value(name, "", RuleSettings::expression));
    }
    Filter filter =
        new Filter(
            name(section, names),
            keptPercent(section),
            section.value("group", "", RuleSettings::expression),
            section.value("stream", "", RuleSettings::expression),
            section.value("severity_below", 0, RuleSettings::level),
            section.value("severity_at_least", 0, RuleSettings::level),
            section.value("body", "", RuleSettings::expression),
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
    double percent = section.value("percent", 0.0, RuleSettings::percent);
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
            section.value("regex", "x", RuleSettings::expression),
            section.value("replacement", "[redacted:" + name + "]", raw -> raw));
    section.refuseOthers();
    return redaction;
  }

  private static String name(ConfigSection section, Set<String> names) {
    required(section, "name");
    String name = section.value("name", "", RuleSettings::name);
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
