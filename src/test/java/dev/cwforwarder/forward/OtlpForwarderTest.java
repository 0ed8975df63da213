package dev.cwforwarder.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.export.OtlpExporter;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Exporters;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OtlpForwarderTest {
  private final Exporters setup = new Exporters();
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private FailureStore store = FailureStore.none();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void recordsWithTooManyFieldsAreCountedAndExported() {
    String manyFields =
        IntStream.range(0, 300)
            .mapToObj(n -> "\"f" + n + "\":" + n)
            .collect(Collectors.joining(",", "{", "}"));

    Delivery delivery =
        new Exporting(1_000_000).forward(Records.batch(List.of("text", manyFields, "{\"f\":1}")));

    assertThat(delivery.truncated()).isEqualTo(1);
    assertThat(delivery.exported()).isEqualTo(3);
    assertThat(receiver.records().get(1).getBody().getStringValue()).contains("\"f299\":299");
  }

  @Test
  void everythingArrivesInOneRequestInOrder() {
    Delivery delivery = forward(Records.batch(500));

    assertThat(delivery.exported()).isEqualTo(500);
    assertThat(delivery.problem()).isNull();
    assertThat(receiver.uids()).isEqualTo(Records.uids(500));
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void anEmptyBatchSendsNothing() {
    assertThat(forward(Records.batch(0))).isEqualTo(Delivery.NONE);
    assertThat(receiver.rawRequests()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void onePoisonRecordAmong500DoesNotAffectTheOthers(int status) {
    receiver.answerWith(request -> holds(request, "poison") ? status(status) : Answer.accept());
    List<String> messages = messages(500);
    messages.set(137, "poison");

    Delivery delivery = forward(Records.batch(messages));

    assertThat(delivery.exported()).isEqualTo(499);
    assertThat(delivery.undelivered()).isEqualTo(1);
    assertThat(delivery.problem())
        .startsWith("1 of the records refused: POST ")
        .contains("HTTP " + status, "not stored: there is no failure store");
    assertThat(receiver.uids()).hasSize(499).doesNotHaveDuplicates().doesNotContain("id-137");
  }

  @Test
  void twentyPoisonRecordsInARowDoNotHideTheOthers() {
    receiver.answerWith(request -> holds(request, "poison") ? status(400) : Answer.accept());
    List<String> messages = messages(100);
    IntStream.range(0, 20).forEach(n -> messages.set(n, "poison"));

    Delivery delivery = forward(Records.batch(messages));

    assertThat(delivery.exported()).isEqualTo(80);
    assertThat(delivery.undelivered()).isEqualTo(20);
    assertThat(receiver.probes()).isEqualTo(2);
  }

  @Test
  void anEndpointThatRefusesEverythingIsDetectedAfterEightRecords() {
    receiver.answerAlways(status(400));

    Delivery delivery = forward(Records.batch(500));

    assertThat(delivery.exported()).isZero();
    assertThat(delivery.undelivered()).isEqualTo(500);
    assertThat(delivery.problem()).contains("does not accept an empty request either: HTTP 400");
    assertThat(receiver.probes()).isEqualTo(1);
    assertThat(receiver.requests()).hasSizeLessThan(60);
  }

  @Test
  void dataThatBreaksTheEndpointIsFoundByBisection() {
    receiver.answerWith(request -> holds(request, "poison") ? status(500) : Answer.accept());
    List<String> messages = messages(16);
    messages.set(3, "poison");

    Delivery delivery = forward(Records.batch(messages));

    assertThat(delivery.exported()).isEqualTo(15);
    assertThat(delivery.undelivered()).isEqualTo(1);
  }

  @Test
  void anOutageDuringADeliveryLeavesTheRemainingRecordsUndelivered() {
    int limit = encodedBytes(64);
    receiver.answerNext(Answer.accept(), Answer.accept());
    receiver.answerAlways(status(503));

    Delivery delivery = new Exporting(limit).forward(Records.batch(256));

    assertThat(delivery.exported()).isEqualTo(receiver.uids().size()).isPositive();
    assertThat(delivery.undelivered()).isEqualTo(256 - delivery.exported());
    assertThat(delivery.problem()).contains("HTTP 503");
  }

  @Test
  void rejectedRecordsAreCountedAndLogged() {
    receiver.answerNext(Answer.partialSuccess(2, "too old"));

    Delivery delivery = forward(Records.batch(5));

    assertThat(delivery.rejected()).isEqualTo(2);
    assertThat(delivery.exported()).isEqualTo(3);
    assertThat(delivery.undelivered()).isZero();
    assertThat(setup.logged())
        .contains("accepted a request of 5 records but rejected 2 of them: too old");
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 1_000_000_000_000L, Long.MAX_VALUE})
  void moreRejectedThanSentRecordsAreClamped(long rejected) {
    receiver.answerNext(Answer.partialSuccess(rejected, ""));

    assertThat(forward(Records.batch(5)).rejected()).isEqualTo(5);
  }

  @Test
  void requestsStayWithinTheLimitAndNothingIsSentTwice() {
    int limit = encodedBytes(100);

    Delivery delivery = new Exporting(limit).forward(Records.batch(1_000));

    assertThat(delivery.exported()).isEqualTo(1_000);
    assertThat(receiver.requests()).allMatch(request -> request.inflated().size() <= limit);
    assertThat(receiver.uids()).isEqualTo(Records.uids(1_000));
  }

  @Test
  void onlyTheRecordTooLargeForAnyRequestIsRefused() {
    List<String> messages = messages(10);
    messages.set(4, "x".repeat(5_000));

    Delivery delivery = new Exporting(4_096).forward(Records.batch(messages));

    assertThat(delivery.exported()).isEqualTo(9);
    assertThat(delivery.undelivered()).isEqualTo(1);
    assertThat(delivery.problem())
        .contains("larger than a request when encoded (MAX_REQUEST_BYTES)");
    assertThat(receiver.uids()).doesNotContain("id-4").hasSize(9);
  }

  private Delivery forward(LogBatch batch) {
    return new Exporting(Exporters.MAX_REQUEST_BYTES).forward(batch);
  }

  private static int encodedBytes(int records) {
    try (OtlpReceiver scale = OtlpReceiver.start()) {
      Exporters any = new Exporters();
      any.to(scale).open(any.later()).export(Records.records(records));
      return scale.requests().getFirst().inflated().size();
    }
  }

  private static List<String> messages(int count) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(n -> "message " + n).toList());
  }

  private static Answer status(int status) {
    return Answer.status(status);
  }

  private static boolean holds(ExportLogsServiceRequest request, String body) {
    Predicate<LogRecord> poison = record -> record.getBody().getStringValue().equals(body);
    return request.getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .anyMatch(poison);
  }

  /// A forwarder to the receiver with this limit on requests.
  private final class Exporting {
    private final OtlpForwarder forwarder;

    Exporting(int maxRequestBytes) {
      OtlpExporter<LogRecordData> exporter = setup.maxRequestBytes(maxRequestBytes).to(receiver);
      forwarder = new OtlpForwarder(Records.mapper(), exporter, store, setup.clock(), setup.log());
    }

    Delivery forward(LogBatch batch) {
      return forwarder.forward(batch, setup.later());
    }
  }
}
