package dev.cwforwarder.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.local.http.TestKeys;
import dev.cwforwarder.local.http.Tls;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Exporters;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsTest {
  @TempDir static Path folder;
  private static TestKeys keys;
  private static String pem;

  private final Exporters setup = new Exporters().budget(Duration.ZERO);

  @BeforeAll
  static void makeKeys() throws IOException {
    keys = TestKeys.make(folder);
    pem = Files.readString(keys.certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aConfiguredPrivateAuthorityIsTrusted(String protocol) {
    try (OtlpReceiver receiver = receiver(keys.tls(protocol))) {
      assertThat(export(setup.trusting(pem), receiver)).isEqualTo(new ExportResult.Exported());
      assertThat(receiver.uids()).isEqualTo(Records.uids(1));
    }
  }

  @Test
  void anUnknownAuthorityIsNotTrusted() {
    try (OtlpReceiver receiver = receiver(keys.tls())) {
      assertThat(export(setup, receiver)).isInstanceOf(ExportResult.Unavailable.class);
      assertThat(receiver.rawRequests()).isZero();
    }
  }

  @Test
  void aTrustedCertificateForAnotherHostIsRefused() {
    try (OtlpReceiver receiver = receiver(keys.tls())) {
      int port = receiver.endpoint().getPort();
      URI other = URI.create("https://collector.internal.:%d/v1/logs".formatted(port));
      assertThat(setup.trusting(pem).to(other).open(setup.later()).export(Records.records(1)))
          .isInstanceOfSatisfying(
              ExportResult.Unavailable.class,
              refused -> assertThat(refused.reason()).contains("No subject alternative DNS name"));
      assertThat(receiver.rawRequests()).isZero();
    }
  }

  @Test
  void theConnectionIsReusedBetweenDeliveries() {
    try (OtlpReceiver receiver = receiver(keys.tls())) {
      OtlpExporter<LogRecordData> exporter = setup.trusting(pem).to(receiver);
      for (int i = 0; i < 3; i++) {
        exporter.open(setup.later()).export(Records.records(1));
      }
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"})
  void textThatIsNotACertificateIsRefusedImmediately(String text) {
    assertThatThrownBy(() -> TlsSockets.trusting(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OTEL_EXPORTER_OTLP_CERTIFICATE");
  }

  private static OtlpReceiver receiver(Tls tls) {
    return OtlpReceiver.start(OtlpReceiver.Options.plain().withTls(tls));
  }

  private static ExportResult export(Exporters setup, OtlpReceiver receiver) {
    return setup.to(receiver).open(setup.later()).export(Records.records(1));
  }
}
