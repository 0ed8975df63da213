package dev.cwforwarder.handler.priming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.export.ExportResult;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Exporters;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

final class LoopbackReceiverTest {
  @Test
  void aClientThatTrustsTheCertificateConnects() throws IOException, GeneralSecurityException {
    try (LoopbackReceiver receiver = LoopbackReceiver.start()) {
      Exporters setup = new Exporters().trusting(receiver.certificatePem());

      assertThat(setup.to(receiver.address()).open(setup.later()).export(Records.records(3)))
          .isEqualTo(new ExportResult.Exported());
    }
  }
}
