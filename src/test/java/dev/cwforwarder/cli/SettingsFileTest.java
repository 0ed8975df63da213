package dev.cwforwarder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.config.CollectorImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// What `import-collector-config` writes is what `scripts/deploy.sh` reads.
final class SettingsFileTest {
  @Test
  void everyValueIsReadBackUnchanged() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("ClickStackEndpoint", "http://clickstack.example.com:4318");
    parameters.put(
        "PollConfig", "{\"awscloudwatch\":{\"region\":\"us-east-1\"}} # not a comment: \\d");
    parameters.put("ResourceAttributes", "a=b,c=d");
    parameters.put("ServiceName", "- 'a': \"b\"");
    parameters.put("Rules", "first\n  second\n\u001b[2J\u009b\u202e");
    parameters.put("OtlpLogsEndpoint", " ");
    parameters.put("Body", "");

    String text = SettingsFile.of(new CollectorImport(parameters, List.of("one: \n\u001bx")));

    assertThat(new Yaml().<Map<String, String>>load(text)).isEqualTo(parameters);
    assertThat(text).startsWith("# ").doesNotContain("\u001b", "\u009b", "\u202e");
  }

  @Test
  void theFileOfTheGuideBecomesAFlatMapOfTexts() throws Exception {
    CollectorImport converted =
        CollectorImport.of(
            Files.readString(Path.of("src/test/resources/collector/otel-collector-config.yaml")));

    String text = SettingsFile.of(converted);

    assertThat(new Yaml().<Map<String, Object>>load(text)).isEqualTo(converted.parameters());
    assertThat(text)
        .contains("ClickStackEndpoint: http://clickstack.example.com:4318\n", "PollConfig: |-\n  {")
        .containsPattern(
            "# Review PollConfig (?s:.*)arrive twice(?s:.*)checkpoints\n.*\nPollConfig:");
  }
}
