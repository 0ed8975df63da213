package dev.cwforwarder.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.config.text.SettingsException;
import dev.cwforwarder.map.rules.Preset;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.testing.Project;
import dev.cwforwarder.testing.Records;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `RULES`: which records are dropped, and what is redacted.
final class RuleReaderTest {
  @Test
  void theDocumentedExampleIsRead() {
    String example =
        Project.text("docs/rules.md").split("```yaml\nfilters:", -1)[1].split("```", -1)[0];
    RecordRules rules = RuleReader.parse("filters:" + example);

    RecordRules.Ruled<LogRecordData> others =
        apply(rules, "/ecs/web", "GET /health", "customer=anna of a@b.example from 10.0.0.1");

    assertThat(others.dropped()).isEqualTo(Map.of("health-checks", 1));
    assertThat(others.redacted()).isEqualTo(Map.of("customer", 1, "email", 1, "ipv4", 1));
    assertThat(bodies(others))
        .containsExactly("customer=*** of [redacted:email] from [redacted:ipv4]");
    assertThat(apply(rules, "/ecs/payments-api", "GET /health").dropped()).isEmpty();
    assertThat(sampled(rules, "debug", "/internal/x").get("debug")).isBetween(360, 395);
    assertThat(sampled(rules, "info", "/internal/x")).isEmpty();
    assertThat(sampled(rules, "debug", "/public")).isEmpty();
    assertThat(example).contains("presets: [" + String.join(", ", presetNames()) + "]");
  }

  /// What is dropped of 400 records with a severity and a route.
  private static Map<String, Integer> sampled(RecordRules rules, String level, String route) {
    String message = "{\"level\": \"%s\", \"http.route\": \"%s\"}".formatted(level, route);
    return apply(rules, "/ecs/web", Collections.nCopies(400, message).toArray(String[]::new))
        .dropped();
  }

  private static List<String> presetNames() {
    return Arrays.stream(Preset.values()).map(Preset::presetName).toList();
  }

  @Test
  void jsonIsReadAsWell() {
    RecordRules rules =
        RuleReader.parse(
            """
            {"filters": {"name": "a", "action": "exclude", "stream": "s.*",
             "severity_at_least": "error"},
             "redaction": {"presets": "jwt", "rules": [{"name": "r", "regex": "x"}]}}\
            """);

    RecordRules.Ruled<LogRecordData> ruled =
        apply(rules, "/any", "{\"level\": \"error\"}", "{\"level\": \"warn\"}", "x");

    assertThat(ruled.dropped()).isEqualTo(Map.of("a", 1));
    assertThat(bodies(ruled).getLast()).isEqualTo("[redacted:r]");
  }

  @Test
  void theFirstFilterThatMatchesDecides() {
    RecordRules rules =
        RuleReader.parse(
            """
            filters:
              - {name: stays, action: include, group: /any, stream: stream, body: important}
              - {name: goes, action: exclude, attributes: {log.record.uid: id-.}}
            """);

    RecordRules.Ruled<LogRecordData> ruled = apply(rules, "/any", "important", "other");

    assertThat(ruled.dropped()).isEqualTo(Map.of("goes", 1));
    assertThat(bodies(ruled)).containsExactly("important");
  }

  @Test
  void severitiesFromTheLowestToBelowTheHighestAreALimit() {
    RecordRules rules =
        RuleReader.parse(
            "filters: [{name: loud, action: exclude, severity_at_least: trace, severity_below:"
                + " fatal}]");

    RecordRules.Ruled<LogRecordData> ruled =
        apply(rules, "/any", "{\"level\": \"fatal\"}", "{\"level\": \"error\"}", "no level");

    assertThat(ruled.dropped()).isEqualTo(Map.of("loud", 1));
    assertThat(bodies(ruled)).hasSize(2).endsWith("no level");
  }

  @Test
  void aSampleMayBeLessThanAPercent() {
    RecordRules rules =
        RuleReader.parse("filters: {name: a, action: sample, percent: 0.5, stream: s.*}");

    String[] messages = Collections.nCopies(2_000, "x").toArray(String[]::new);

    assertThat(apply(rules, "/any", messages).dropped().get("a")).isBetween(1_970, 1_999);
  }

  @Test
  void noRulesAreNone() {
    assertThat(RuleReader.parse("{filters: [], redaction: {}}")).isSameAs(RecordRules.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filters: [{name: a}] | RULES: filters[0].action: required but not set (line 1)",
        "filters: [{action: include}] | RULES: filters[0].name: required but not set (line 1)",
        "filters: [{name: a, action: drop}] | RULES: filters[0].action: expected one of exclude,"
            + " include, sample, got 'drop' (line 1)",
        "filters: [{name: a, action: sample}] | RULES: filters[0].percent: required but not set"
            + " (line 1)",
        "filters: [{name: a, action: sample, percent: 100}] | RULES: filters[0].percent: expected"
            + " more than 0 and less than 100, got 100 (line 1)",
        "filters: [{name: a, action: sample, percent: NaN}] | RULES: filters[0].percent: expected"
            + " more than 0 and less than 100, got NaN (line 1)",
        "filters: [{name: a, action: include, percent: 5}] | RULES: filters[0].percent: expected"
            + " only with action: sample (line 1)",
        "filters: [{name: a, action: exclude, body: '('}] | RULES: filters[0].body: expected a"
            + " regular expression (RE2), got '(': missing closing ) (line 1)",
        "filters: [{name: a, action: exclude, severity_below: loud}] | RULES:"
            + " filters[0].severity_below: expected one of trace, debug, info, warn, error, fatal,"
            + " got 'loud' (line 1)",
        "filters: [{name: a, action: exclude, grup: x}] | RULES: filters[0].grup: unknown; did you"
            + " mean group? (line 1)",
        "filters: [{name: loop, action: exclude}] | RULES: filters[0].name: expected a name that is"
            + " not in use (line 1)",
        "filters: [{name: A b, action: exclude}] | RULES: filters[0].name: expected up to 64 of"
            + " a-z, 0-9, '_' and '-', got 'A b' (line 1)",
        "redaction: {rules: [{name: a, regex: x}, {name: a, regex: y}]} | RULES:"
            + " redaction.rules[1].name: expected a name that is not in use (line 1)",
        "redaction: {rules: [{name: jwt, regex: x}]} | RULES: redaction.rules[0].name: expected a"
            + " name that is not in use (line 1)",
        "redaction: {rules: [{name: a}]} | RULES: redaction.rules[0].regex: required but not set"
            + " (line 1)"
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

  private static RecordRules.Ruled<LogRecordData> apply(
      RecordRules rules, String group, String... messages) {
    LogBatch batch =
        new LogBatch(
            new LogSource("111122223333", "eu-central-1", group, "stream"),
            Records.batch(List.of(messages)).events());
    return rules.apply(batch, Records.mapper().map(batch, Instant.EPOCH));
  }

  private static List<String> bodies(RecordRules.Ruled<LogRecordData> ruled) {
    return ruled.records().stream()
        .map(found -> requireNonNull(found.getBodyValue()).asString())
        .toList();
  }
}
