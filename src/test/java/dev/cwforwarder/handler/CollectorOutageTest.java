package dev.cwforwarder.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.forward.UndeliveredException;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.otlp.Arrived;
import dev.cwforwarder.testing.otlp.CollectorProcess;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Failures of a real collector: the push path reports them and recovers.
@Tag("collector")
final class CollectorOutageTest {
  private static final String KEY = "ingestion-key";

  @Test
  void eventsThatFailDuringAnOutageArriveAfterIt() {
    try (CollectorProcess collector = CollectorProcess.start(KEY)) {
      PushPath push = new PushPath(collector.endpoint(), KEY);
      push.handle(event(0));
      collector.await(1);
      collector.stop();

      assertThatThrownBy(() -> push.handle(event(1)))
          .isInstanceOf(UndeliveredException.class)
          .hasMessageContaining("Connection refused");

      collector.resume();
      push.handle(event(1));
      assertThat(collector.await(2)).extracting(Arrived::uid).isEqualTo(Payloads.uids(2));
    }
  }

  @Test
  void requestsToACollectorOutOfMemoryAreRetried() {
    try (CollectorProcess collector = CollectorProcess.startOutOfMemory(KEY)) {
      PushPath push = new PushPath(collector.endpoint(), KEY);

      assertThatThrownBy(() -> push.handle(event(0)))
          .isInstanceOf(UndeliveredException.class)
          .hasMessageContaining("HTTP 503")
          .hasMessageMatching("(?s).*\\([2-9]\\d* attempts\\).*");
      assertThat(collector.arrived()).isEmpty();
    }
  }

  private static byte[] event(int index) {
    return Payloads.invocation(Payloads.SOURCE, List.of(Payloads.event(index)));
  }
}
