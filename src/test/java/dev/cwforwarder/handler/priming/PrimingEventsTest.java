package dev.cwforwarder.handler.priming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.decode.AwsLogsEnvelope;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PrimingEventsTest {
  private final PrimingEvents events = new PrimingEvents();

  @Test
  void eventsArePayloadsAsCloudWatchSendsThem() throws IOException {
    assertThat(decoded(20)).hasSize(20);
    assertThat(decoded(1_000)).hasSize(1_000);
  }

  @Test
  void noTwoLogEventsAreEqual() throws IOException {
    List<LogEvent> first = decoded(1_000);
    List<LogEvent> second = decoded(1_000);

    assertThat(first).doesNotContainAnyElementsOf(second);
    assertThat(first).extracting(LogEvent::message).doesNotHaveDuplicates();
  }

  @Test
  void eachPayloadHasMessagesWithAndWithoutALineBreakAndMoreThanAscii() throws IOException {
    assertThat(decoded(28))
        .extracting(LogEvent::message)
        .anyMatch(message -> message.endsWith("\n"))
        .anyMatch(message -> !message.endsWith("\n"))
        .anyMatch(message -> message.contains("ë"))
        .anyMatch(message -> message.startsWith("{\"time\":"));
  }

  private List<LogEvent> decoded(int logEvents) throws IOException {
    byte[] gzipped = AwsLogsEnvelope.data(events.next(logEvents));
    List<LogBatch> batches = decoder().decode(gzipped);
    assertThat(batches).hasSize(1);
    return batches.getFirst().events();
  }

  private static SubscriptionDecoder decoder() {
    return new SubscriptionDecoder("eu-central-1", 1 << 20);
  }
}
