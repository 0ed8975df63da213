package dev.cwforwarder.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `RULES`: which records are left out, and which text is blotted out. Expressions are RE2's, and
/// valid.
///
/// @param filters in order: the first one that matches decides
/// @param presets redactions by name, before those of `redactions`
/// @param redactions the user's own
public record RuleSettings(List<Filter> filters, List<Preset> presets, List<Redaction> redactions) {
  /// Without rules.
  public static final RuleSettings NONE = new RuleSettings(List.of(), List.of(), List.of());

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

    /// @throws IllegalArgumentException naming those there are
    static Preset named(String raw) {
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

    /// Its name in `RULES`.
    String shown() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
