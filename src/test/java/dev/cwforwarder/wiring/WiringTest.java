package dev.cwforwarder.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.config.text.SettingsException;
import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.store.FailureStore;
import java.time.Clock;
import java.time.Duration;
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
  void foreignRecordsAreDroppedOnlyOnRequest() {
    Map<String, String> env =
        Map.of(ENDPOINT, "http://localhost:4318", "KINESIS_FOREIGN_RECORDS", "drop");

    assertThat(foreignRecord(env).dropped()).isEqualTo(Map.of("not_cloudwatch", 1));
    assertThat(foreignRecord(Map.of(ENDPOINT, "http://localhost:4318")).undelivered()).isOne();
  }

  private static Delivery foreignRecord(Map<String, String> env) {
    return Wiring.of(env, System.out)
        .undecodable(FailureStore.none())
        .foreign(
            () -> new byte[0], 1, "no log data", Deadline.in(Duration.ZERO, Clock.systemUTC()));
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
