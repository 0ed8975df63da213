package dev.cwforwarder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.config.text.SettingsException;
import dev.cwforwarder.poll.Access;
import dev.cwforwarder.poll.PollPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CollectorImportTest {
  @Test
  void theFileOfTheGuideIsConvertedToParameters() throws IOException {
    CollectorImport converted =
        CollectorImport.of(
            Files.readString(Path.of("src/test/resources/collector/otel-collector-config.yaml")));

    assertThat(converted.parameters())
        .containsEntry("ClickStackEndpoint", "http://clickstack.example.com:4318")
        .containsEntry("ResourceAttributes", "deployment.environment.name=production");
    assertThat(converted.remaining())
        .anyMatch(one -> one.startsWith("exporters.otlphttp.headers.authorization: a secret"))
        .anyMatch(one -> one.startsWith("processors.batch: not needed"))
        .anyMatch(one -> one.contains("host.name"));
    assertThat(converted.toString()).doesNotContain("CLICKSTACK_API_KEY");
  }

  @Test
  void thePrintedPollConfigEqualsTheFile() throws IOException {
    String file =
        Files.readString(Path.of("src/test/resources/collector/otel-collector-config.yaml"));

    String config = CollectorImport.of(file).parameters().getOrDefault("PollConfig", "");

    assertThat(config).hasSizeLessThan(2048);
    PollPlan.Entry printed = PollSettings.parse(config, Map.of(), true).entries().getFirst();
    assertThat(printed).isEqualTo(PollSettings.parse(file, Map.of(), true).entries().getFirst());
    assertThat(printed.access()).isEqualTo(Access.own("us-east-1"));
    assertThat(printed.reading().maxEvents()).isEqualTo(100);
  }

  @Test
  void secretsInTheFileAreNotPrinted() {
    CollectorImport converted =
        CollectorImport.of(
            """
            receivers: {awscloudwatch: {region: eu-central-1, logs: {groups: {named: {/a: }}}}}
            exporters:
              otlphttp: {endpoint: "http://x:4318", headers: {authorization: hunter2, x-a: b}}
            """);

    assertThat(converted.toString()).doesNotContain("hunter2").contains("OtlpHeaders");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:4318", "http://127.0.0.1", "http://host.docker.internal:4318/"})
  void anAddressOfTheCollectorsMachineIsNamed(String address) {
    String file =
        """
        receivers: {awscloudwatch: {region: eu-central-1, logs: {groups: {named: {/a: }}}}}
        exporters: {otlphttp: {endpoint: "%s"}}
        """;

    assertThat(CollectorImport.of(file.formatted(address)).remaining())
        .anyMatch(one -> one.startsWith("ClickStackEndpoint: " + address));
    assertThat(CollectorImport.of(file.formatted("http://localhost.example.com")).remaining())
        .isEmpty();
  }

  @Test
  void aFileWithoutAnAwscloudwatchReceiverIsRefused() {
    assertThatThrownBy(() -> CollectorImport.of("receivers: {otlp: {}}"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("awscloudwatch");
  }
}
