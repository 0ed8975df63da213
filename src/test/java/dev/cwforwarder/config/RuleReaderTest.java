package dev.cwforwarder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.config.text.SettingsException;
import dev.cwforwarder.testing.Project;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleReaderTest {
  @Test
  void documentedExampleIsRead() {
    String example =
        Project.text("docs/rules.md").split("```yaml\nfilters:", -1)[1].split("```", -1)[0];

    assertThat(RuleReader.parse("filters:" + example))
        .isEqualTo(
            new RuleSettings(
                List.of(
                    filter("payments", 100, "/ecs/payments.*", "", 0, Map.of()),
                    filter("health-checks", 0, "", "GET /health", 0, Map.of()),
                    filter("debug", 5, "", "", 9, Map.of("http.route", "/internal/.*"))),
                List.of(RuleSettings.Preset.values()),
                List.of(new RuleSettings.Redaction("customer", "customer=(\\w+)", "***"))));
  }

  @Test
  void jsonIsReadAsWell() {
    assertThat(
            RuleReader.parse(
                """
                {"filters": {"name": "a", "action": "sample", "percent": 0.5, "stream": "s",
                 "severity_at_least": "error"},
                 "redaction": {"presets": "jwt", "rules": [{"name": "r", "regex": "x"}]}}"""))
        .isEqualTo(
            new RuleSettings(
                List.of(new RuleSettings.Filter("a", 0.5, "", "s", 0, 17, "", Map.of())),
                List.of(RuleSettings.Preset.JWT),
                List.of(new RuleSettings.Redaction("r", "x", "[redacted:r]"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filters: [{name: a}] | RULES: filters[0].action: required but not set (line 1)",
        "filters: [{action: include}] | RULES: filters[0].name: required but not set (line 1)",
        "filters: [{name: a, action: drop}] | RULES: filters[0].action: expected one of exclude, include, sample, got 'drop' (line 1)",
        "filters: [{name: a, action: sample}] | RULES: filters[0].percent: required but not set (line 1)",
        "filters: [{name: a, action: sample, percent: 100}] | RULES: filters[0].percent: expected more than 0 and less than 100, got 100 (line 1)",
        "filters: [{name: a, action: sample, percent: NaN}] | RULES: filters[0].percent: expected more than 0 and less than 100, got NaN (line 1)",
        "filters: [{name: a, action: include, percent: 5}] | RULES: filters[0].percent: expected only with action: sample (line 1)",
        "filters: [{name: a, action: exclude, body: '('}] | RULES: filters[0].body: expected a regular expression (RE2): missing closing ) (line 1)",
        "filters: [{name: a, action: exclude, severity_below: loud}] | RULES: filters[0].severity_below: expected one of trace, debug, info, warn, error, fatal, got 'loud' (line 1)",
        "filters: [{name: a, action: exclude, grup: x}] | RULES: filters[0].grup: unknown; did you mean group? (line 1)",
        "filters: [{name: loop, action: exclude}] | RULES: filters[0].name: expected a name that nothing else is counted under (line 1)",
        "filters: [{name: A b, action: exclude}] | RULES: filters[0].name: expected up to 64 of a-z, 0-9, '_' and '-', got 'A b' (line 1)",
        "redaction: {rules: [{name: a, regex: x}, {name: a, regex: y}]} | RULES: redaction.rules[1].name: expected a name that nothing else is counted under (line 1)",
        "redaction: {rules: [{name: jwt, regex: x}]} | RULES: redaction.rules[0].name: expected a name that nothing else is counted under (line 1)",
        "redaction: {rules: [{name: a}]} | RULES: redaction.rules[0].regex: required but not set (line 1)"
      })
  void malformedRuleIsDescribed(String rules, String problem) {
    assertThatThrownBy(() -> RuleReader.parse(rules))
        .isInstanceOf(SettingsException.class)
        .hasMessage("1 invalid setting:\n  - " + problem);
  }

  @Test
  void unknownPresetIsDescribed() {
    assertThatThrownBy(() -> RuleReader.parse("redaction: {presets: [passwords]}"))
        .hasMessageContaining("expected one of aws-access-key, aws-secret-key, jwt,")
        .hasMessageContaining("got 'passwords' (line 1)");
  }

  private static RuleSettings.Filter filter(
      String name,
      double kept,
      String group,
      String body,
      int below,
      Map<String, String> attributes) {
    return new RuleSettings.Filter(name, kept, group, "", below, 0, body, attributes);
  }
}
