package dev.cwforwarder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.config.text.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CollectorImportTest {
  @Test
  void theGuidesFileBecomesParameters() throws IOException {
    CollectorImport found =
        CollectorImport.of(
            Files.readString(Path.of("src/test/resources/collector/otel-collector-config.yaml")));

    assertThat(found.parameters())
        .containsEntry("ClickStackEndpoint", "http://clickstack.example.com:4318")
        .containsEntry("ResourceAttributes", "deployment.environment.name=production");
    assertThat(found.left())
        .anyMatch(one -> one.startsWith("exporters.otlphttp.headers.authorization: a secret"))
        .anyMatch(one -> one.startsWith("processors.batch: not needed"))
        .anyMatch(one -> one.contains("host.name"));
    assertThat(found.toString()).doesNotContain("CLICKSTACK_API_KEY");
  }

  @Test
  void whatIsPrintedForPollConfigIsReadAsTheFileIs() throws IOException {
    String file =
        Files.readString(Path.of("src/test/resources/collector/otel-collector-config.yaml"));

    String config = CollectorImport.of(file).parameters().getOrDefault("PollConfig", "");

    assertThat(config).hasSizeLessThan(2048);
    PollSettings.Entry expected = PollSettings.parse(file, Map.of()).entries().getFirst();
    PollSettings.Entry printed = PollSettings.parse(config, Map.of()).entries().getFirst();
    assertThat(printed.groups()).isEqualTo(expected.groups());
    assertThat(printed.region()).isEqualTo("us-east-1");
    assertThat(printed.maxEventsPerRequest()).isEqualTo(100);
  }

  @Test
  void keysThatStandInTheFileAreNotRepeated() {
    CollectorImport found =
        CollectorImport.of(
            """
            receivers: {awscloudwatch: {region: eu-central-1, logs: {groups: {named: {/a: }}}}}
            exporters:
              otlphttp: {endpoint: "http://x:4318", headers: {authorization: hunter2, x-a: b}}
            """);

    assertThat(found.toString()).doesNotContain("hunter2").contains("OtlpHeaders");
  }

  @Test
  void aFileWithoutSuchAReceiverIsRefused() {
    assertThatThrownBy(() -> CollectorImport.of("receivers: {otlp: {}}"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("awscloudwatch");
  }
}
