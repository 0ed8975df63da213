package dev.cwforwarder.wiring;

import dev.cwforwarder.config.RuleSettings;
import dev.cwforwarder.map.rules.Filter;
import dev.cwforwarder.map.rules.Preset;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.map.rules.Redaction;
import dev.cwforwarder.map.rules.UserRules;
import java.util.ArrayList;
import java.util.List;

/// Makes rules of their settings.
final class UserRuleWiring {
  private UserRuleWiring() {}

  /// Without settings, nothing of the rules is loaded.
  static RecordRules rules(RuleSettings settings) {
    if (settings.equals(RuleSettings.NONE)) {
      return RecordRules.none();
    }
    List<Redaction> redactions = new ArrayList<>();
    settings.presets().forEach(preset -> redactions.add(preset(preset)));
    settings
        .redactions()
        .forEach(
            rule -> redactions.add(Redaction.of(rule.name(), rule.regex(), rule.replacement())));
    return new UserRules(
        settings.filters().stream().map(UserRuleWiring::filter).toList(), redactions);
  }

  private static Redaction preset(RuleSettings.Preset preset) {
    return Preset.valueOf(preset.name()).redaction();
  }

  private static Filter filter(RuleSettings.Filter settings) {
    Filter filter =
        new Filter(settings.name(), settings.keptPercent())
            .source(settings.group(), settings.stream())
            .severity(settings.severityBelow(), settings.severityAtLeast())
            .body(settings.body());
    settings.attributes().forEach(filter::attribute);
    return filter;
  }
}
