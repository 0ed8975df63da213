package dev.cwforwarder.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.config.text.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WiringTest {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  @Test
  void aLogicalIdFromSamLocalIsIgnored() {
    Map<String, String> env =
        Map.of(
            ENDPOINT,
            "http://localhost:4318",
            "FAILURE_BUCKET",
            "FailureBucket",
            "AWS_SAM_LOCAL",
            "true");

    assertThat(Wiring.of(env, System.out).settings().failureBucket()).isEmpty();
  }

  @Test
  void aLogicalIdIsRefusedWithoutSamLocal() {
    Map<String, String> env =
        Map.of(ENDPOINT, "http://localhost:4318", "FAILURE_BUCKET", "FailureBucket");

    assertThatThrownBy(() -> Wiring.of(env, System.out))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("FAILURE_BUCKET");
  }
}
