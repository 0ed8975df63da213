package dev.cwforwarder.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.map.rules.Filter;
import dev.cwforwarder.map.rules.Preset;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.map.rules.UserRules;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.testing.InMemoryStore;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Exporters;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Dropped records are counted in addition to the outcome of the others.
final class RulesTest {
  private static final String POISON = "poison of jane@example.org";

  private final Exporters setup = new Exporters();
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final InMemoryStore store = new InMemoryStore();
  private final RecordRules rules =
      new UserRules(
          List.of(new Filter("noise", 0).body("noise")), List.of(Preset.EMAIL.redaction()));

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void droppedRecordsAreCountedUnderTheirRuleAndTheOthersArrive() {
    Delivery delivery = forward("one", "noise", "two@example.org", "noise");

    assertThat(delivery.received()).isEqualTo(4);
    assertThat(delivery.exported()).isEqualTo(2);
    assertThat(delivery.dropped()).isEqualTo(Map.of("noise", 2));
    assertThat(delivery.redacted()).isEqualTo(Map.of("email", 1));
    assertThat(receiver.uids()).containsExactly("id-0", "id-2");
  }

  @Test
  void aCompletelyDroppedBatchIsNotSent() {
    Delivery delivery = forward("noise", "noise");

    assertThat(delivery.dropped()).isEqualTo(Map.of("noise", 2));
    assertThat(delivery.undelivered()).isZero();
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void anUnavailableEndpointLeavesOnlyTheOtherRecordsUndelivered() {
    receiver.answerAlways(Answer.status(401));

    Delivery delivery = forward("one", "noise");

    assertThat(delivery.dropped()).isEqualTo(Map.of("noise", 1));
    assertThat(delivery.undelivered()).isEqualTo(1);
  }

  @Test
  void aRefusedRecordAfterDroppedOnesIsStoredRedacted() {
    receiver.answerWith(
        request -> request.toString().contains("poison") ? Answer.status(400) : Answer.accept());

    Delivery delivery = forward("noise", "one", "noise", POISON);

    assertThat(delivery.exported()).isEqualTo(1);
    assertThat(delivery.stored()).isEqualTo(Map.of("refused", 1));
    assertThat(store.uids("quarantine")).containsExactly("id-3");
    assertThat(store.received().toString())
        .contains("poison of [redacted:email]")
        .doesNotContain("jane@example.org");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sharedRequestsCountTheDroppedRecordsOfEachBatch(boolean available) {
    if (!available) {
      receiver.answerAlways(Answer.status(401));
    }
    List<LogBatch> batches =
        IntStream.range(0, 5)
            .mapToObj(
                n -> Records.batch(List.of("noise", n == 3 ? "noise" : "a" + n + "@b.example")))
            .toList();

    List<Delivery> deliveries = forwarder().forwardAll(batches, setup.later());

    assertThat(deliveries)
        .extracting(delivery -> delivery.dropped().get("noise"))
        .containsExactly(1, 1, 1, 2, 1);
    assertThat(deliveries)
        .extracting(available ? Delivery::exported : Delivery::undelivered)
        .containsExactly(1, 1, 1, 0, 1);
    assertThat(deliveries)
        .extracting(delivery -> delivery.redacted().getOrDefault("email", 0))
        .containsExactly(1, 1, 1, 0, 1);
  }

  private Delivery forward(String... messages) {
    return forwarder().forward(Records.batch(List.of(messages)), setup.later());
  }

  private OtlpForwarder forwarder() {
    return new OtlpForwarder(
        Records.mapper(), rules, setup.to(receiver), store, setup.clock(), setup.log());
  }
}
