package dev.cwforwarder.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.config.RuleSettings;
import dev.cwforwarder.config.Settings;
import dev.cwforwarder.map.rules.Preset;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.testing.Records;
import io.opentelemetry.api.common.Value;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UserRuleWiringTest {
  @Test
  void presetsOfTheSettingsAreThoseThereAre() {
    assertThat(Arrays.stream(RuleSettings.Preset.values()).map(Enum::name))
        .containsExactlyElementsOf(Arrays.stream(Preset.values()).map(Enum::name).toList());
  }

  @Test
  void rulesDoWhatTheSettingsSay() {
    RuleSettings settings =
        Settings.fromEnv(
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "https://clickstack.test",
                    "RULES",
                    """
                    filters:
                      - {name: stays, action: include, group: /aws/lambda/orders, stream: stream, body: important}
                      - {name: goes, action: exclude, attributes: {log.record.uid: id-.}}
                      - {name: loud, action: exclude, severity_at_least: trace, severity_below: fatal}
                    redaction:
                      presets: [email]
                      rules: [{name: own, regex: 'pin=(\\d+)', replacement: '*'}]
                    """))
            .rules();

    RecordRules.Ruled ruled =
        UserRuleWiring.rules(settings)
            .apply(
                Records.batch(List.of("important pin=1 of a@b.example", "other")),
                Records.mapper()
                    .map(
                        Records.batch(List.of("important pin=1 of a@b.example", "other")),
                        Instant.EPOCH));

    assertThat(ruled.dropped()).isEqualTo(Map.of("goes", 1));
    assertThat(ruled.redacted()).isEqualTo(Map.of("email", 1, "own", 1));
    assertThat(ruled.records().getFirst().getBodyValue())
        .extracting(Value::asString)
        .isEqualTo("important pin=* of [redacted:email]");
  }
}
