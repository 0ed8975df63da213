package dev.cwforwarder.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.testing.BucketDocument;
import dev.cwforwarder.testing.InMemoryStore;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Arrived;
import dev.cwforwarder.testing.otlp.Exporters;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Exactly the records that the endpoint refuses are stored.
final class QuarantineTest {
  private static final String POISON = "poison: a customer's text";

  private final Exporters setup = new Exporters();
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final InMemoryStore store = new InMemoryStore();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422, 403, 500})
  void onePoisonRecordAmong500IsStoredAndTheOthersArrive(int status) {
    refusePoison(status);

    Delivery delivery = forward(messages(500, 137));

    assertThat(delivery.exported()).isEqualTo(499);
    assertThat(delivery.stored()).isEqualTo(Map.of("refused", 1));
    assertThat(delivery.undelivered()).isZero();
    assertThat(delivery.problem()).isNull();
    assertThat(receiver.uids()).hasSize(499).doesNotContain("id-137");
    JsonNode stored = quarantined().json();
    assertThat(stored.path("httpStatus").asInt()).isEqualTo(status);
    assertThat(stored.path("reason").asText())
        .startsWith("POST http://")
        .endsWith("HTTP " + status);
    assertThat(stored.path("logGroup").asText()).isEqualTo("/aws/lambda/orders");
    assertThat(stored.path("logEvents").get(0).path("message").asText()).isEqualTo(POISON);
    assertThat(quarantined().uids()).containsExactly("id-137");
  }

  @Test
  void storedRecordsAreLoggedByNumberAndReasonOnly() {
    refusePoison(400);

    forward(messages(10, 3));

    assertThat(setup.logged())
        .contains("1 records stored in quarantine: POST http")
        .doesNotContain(POISON);
  }

  @Test
  void twentyPoisonRecordsInARowAreStoredInOneDocument() {
    refusePoison(400);

    Delivery delivery = forward(messages(100, IntStream.range(0, 20).toArray()));

    assertThat(delivery.exported()).isEqualTo(80);
    assertThat(delivery.stored()).isEqualTo(Map.of("refused", 20));
    assertThat(quarantined().uids()).isEqualTo(Records.uids(20));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 100})
  void nothingIsQuarantinedForAnEndpointThatRefusesEverything(int records) {
    receiver.answerAlways(Answer.status(400));

    Delivery delivery = forward(messages(records));

    assertThat(delivery.undelivered()).isEqualTo(records);
    assertThat(delivery.problem()).contains("does not accept an empty request either: HTTP 400");
    assertThat(receiver.probes()).isEqualTo(1);
    assertThat(store.received()).isEmpty();
  }

  @Test
  void aBatchOfPoisonIsStoredAfterAProbeProvesThatTheEndpointIsHealthy() {
    refusePoison(400);

    Delivery delivery = forward(messages(3, 0, 1, 2));

    assertThat(delivery.stored()).isEqualTo(Map.of("refused", 3));
    assertThat(receiver.probes()).isEqualTo(1);
    assertThat(quarantined().uids()).containsExactly("id-0", "id-1", "id-2");
  }

  @Test
  void nothingIsStoredWhenTheSourceSendsTheBatchAgain() {
    receiver.answerWith(
        request ->
            holds(request, POISON)
                ? Answer.status(400)
                : holds(request, "message 9") ? Answer.status(503) : Answer.accept());

    Delivery delivery = forward(messages(10, 0));

    assertThat(delivery.exported()).isPositive();
    assertThat(delivery.undelivered()).isEqualTo(10 - delivery.exported());
    assertThat(store.received()).isEmpty();
  }

  @Test
  void aRecordTooLargeForAnyRequestIsStoredWithoutARequest() {
    receiver.answerAlways(Answer.status(503));
    setup.maxRequestBytes(4_096);

    Delivery delivery = forward(List.of("x".repeat(5_000)));

    assertThat(delivery.stored()).isEqualTo(Map.of("too_large", 1));
    assertThat(delivery.problem()).isNull();
    assertThat(receiver.rawRequests()).isZero();
    assertThat(quarantined().reason()).contains("larger than a request when encoded");
    assertThat(quarantined().json().path("httpStatus").asInt()).isZero();
  }

  @Test
  void oneDocumentIsStoredForEachReason() {
    refusePoison(400);
    setup.maxRequestBytes(4_096);
    List<String> messages = messages(10, 2, 6);
    messages.set(4, "x".repeat(5_000));
    messages.set(8, "x".repeat(6_000));

    Delivery delivery = forward(messages);

    assertThat(delivery.stored()).isEqualTo(Map.of("refused", 2, "too_large", 2));
    assertThat(store.in("quarantine").stream().map(BucketDocument::uids))
        .containsExactlyInAnyOrder(List.of("id-2", "id-6"), List.of("id-4", "id-8"));
  }

  @Test
  void refusedRecordsAreUndeliveredWhenTheStoreFails() {
    refusePoison(400);
    store.failFor(_ -> true);

    Delivery delivery = forward(messages(10, 3));

    assertThat(delivery.exported()).isEqualTo(9);
    assertThat(delivery.stored()).isEmpty();
    assertThat(delivery.undelivered()).isEqualTo(1);
    assertThat(delivery.problem()).contains("not stored: PUT s3://failures failed: HTTP 503");
  }

  @Test
  void aStoreThatFailsForOneReasonStoresTheOther() {
    refusePoison(400);
    setup.maxRequestBytes(4_096);
    store.failFor(document -> document.reason().contains("HTTP 400"));
    List<String> messages = messages(10, 2);
    messages.set(4, "x".repeat(5_000));

    Delivery delivery = forward(messages);

    assertThat(delivery.stored()).isEqualTo(Map.of("too_large", 1));
    assertThat(delivery.undelivered()).isEqualTo(1);
    assertThat(store.uids("quarantine")).containsExactly("id-4");
  }

  @Test
  void aRetryStoresTheSameRecordsUnderTheSameKey() {
    refusePoison(400);

    forward(messages(100, 3, 70));
    forward(messages(100, 3, 70));

    assertThat(store.received()).hasSize(2);
    assertThat(store.in("quarantine")).hasSize(1);
  }

  @Test
  void aPartlyRejectedRequestIsStoredCompletely() {
    receiver.answerNext(Answer.partialSuccess(2, "too old"));

    Delivery delivery = forward(messages(5));

    assertThat(delivery.rejected()).isEqualTo(2);
    assertThat(delivery.stored()).isEmpty();
    BucketDocument stored = store.in("rejected").getFirst();
    assertThat(stored.uids()).isEqualTo(Records.uids(5));
    assertThat(stored.reason()).isEqualTo("partial success: too old");
  }

  @Test
  void rejectedRecordsThatCannotBeStoredAreUndelivered() {
    receiver.answerNext(Answer.partialSuccess(2, "too old"));
    store.failFor(_ -> true);

    Delivery delivery = forward(messages(1_001));

    assertThat(delivery.exported()).isEqualTo(999);
    assertThat(delivery.rejected()).isZero();
    assertThat(delivery.undelivered()).isEqualTo(2);
    assertThat(delivery.problem()).startsWith("2 records rejected; not stored: PUT s3://failures");
  }

  @Test
  void withoutAStoreAPartlyRejectedRequestIsLoggedAndSucceeds() {
    receiver.answerNext(Answer.partialSuccess(2, "too old"));

    Delivery delivery = forward(FailureStore.none(), messages(1_001));

    assertThat(delivery.undelivered()).isZero();
    assertThat(delivery.rejected()).isEqualTo(2);
    assertThat(setup.logged())
        .contains("a partly rejected request is not stored: there is no failure store")
        .contains(Records.uids(1_001))
        .doesNotContain("message 0");
    assertThat(setup.logged().lines().filter(line -> line.contains("ids of the request: ")))
        .hasSize(3);
  }

  @Test
  void documentsForInspectionAreStoredLastAndWithATimeLimit() {
    receiver.answerWith(
        request ->
            holds(request, POISON) ? Answer.status(400) : Answer.partialSuccess(1, "too old"));
    List<Deadline> deadlines = new ArrayList<>();

    forward(
        (document, deadline) -> {
          deadlines.add(deadline);
          store.store(document, deadline);
        },
        messages(2, 0));

    assertThat(store.received().stream().map(FailureDocument::folder))
        .containsExactly("quarantine", "rejected");
    assertThat(deadlines.stream().map(Deadline::remaining))
        .containsExactly(Duration.ofMinutes(1), Duration.ofSeconds(10));
  }

  @Test
  void requestsPartlyRejectedBeforeAnOutageAreStored() {
    setup.maxRequestBytes(4_096);
    receiver.answerNext(Answer.partialSuccess(1, "too old"));
    receiver.answerAlways(Answer.status(503));

    Delivery delivery = forward(messages(200));

    assertThat(delivery.undelivered()).isPositive();
    assertThat(delivery.rejected()).isEqualTo(1);
    assertThat(store.uids("rejected")).contains("id-0").hasSize(delivery.exported() + 1);
  }

  private Delivery forward(List<String> messages) {
    return forward(store, messages);
  }

  private Delivery forward(FailureStore failures, List<String> messages) {
    return new OtlpForwarder(
            Records.mapper(), setup.to(receiver), failures, setup.clock(), setup.log())
        .forward(Records.batch(messages), setup.later());
  }

  private BucketDocument quarantined() {
    assertThat(store.in("quarantine")).hasSize(1);
    return store.in("quarantine").getFirst();
  }

  private void refusePoison(int status) {
    receiver.answerWith(
        request -> holds(request, POISON) ? Answer.status(status) : Answer.accept());
  }

  private static boolean holds(ExportLogsServiceRequest request, String body) {
    return Arrived.in(request).stream().anyMatch(record -> record.body().equals(body));
  }

  private static List<String> messages(int count, int... poison) {
    List<String> messages =
        new ArrayList<>(IntStream.range(0, count).mapToObj(n -> "message " + n).toList());
    for (int index : poison) {
      messages.set(index, POISON);
    }
    return messages;
  }
}
