package dev.cwforwarder.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainKeyWarningTest {
  @ParameterizedTest
  @ValueSource(strings = {"otel_collector", "collector.123", "10.0.0.1", "[fe80::1]"})
  void aKeyOverPlainHttpIsAWarning(String host) {
    assertThat(logged("http://" + host + ":4318"))
        .contains(
            "the ingestion key is sent over plain HTTP to " + host.replaceAll("[\\[\\]]", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://collector:4318",
        "HTTPS://collector:4318",
        "http://localhost:4318",
        "HTTP://127.0.0.1:4318",
        "http://[::1]:4318"
      })
  void aKeyOverTlsOrToTheSameMachineIsNone(String address) {
    assertThat(logged(address)).isEmpty();
  }

  @Test
  void theEndpointForSpansCounts() {
    String log =
        logged(
            Map.of(
                "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "https://logs:4318/v1/logs",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces:4318/v1/traces",
                "CLICKSTACK_API_KEY", "key"));

    assertThat(log).contains("the ingestion key is sent over plain HTTP to traces;");
  }

  private static String logged(String address) {
    return logged(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", address, "CLICKSTACK_API_KEY", "key"));
  }

  private static String logged(Map<String, String> env) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    Wiring.of(env, new PrintStream(log, true, StandardCharsets.UTF_8));
    return log.toString(StandardCharsets.UTF_8);
  }
}
