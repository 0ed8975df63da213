package dev.cwforwarder.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.export.ExportResult;
import dev.cwforwarder.handler.priming.LoopbackReceiver;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Exporters;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

final class SnapshotPrimingTest {
  @Test
  void theOwnCertificateMakesAnHonestTlsConnection() throws IOException, GeneralSecurityException {
    try (LoopbackReceiver receiver = LoopbackReceiver.start()) {
      Exporters setup = new Exporters().trusting(receiver.certificatePem());

      assertThat(setup.to(receiver.address()).open(setup.later()).export(Records.records(3)))
          .isEqualTo(new ExportResult.Exported());
    }
  }
}
