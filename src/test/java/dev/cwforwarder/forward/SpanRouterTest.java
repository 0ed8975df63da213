package dev.cwforwarder.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.local.otlp.ReceivedTraces;
import dev.cwforwarder.map.rules.Preset;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.map.rules.UserRules;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.testing.InMemoryStore;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.Spans;
import dev.cwforwarder.testing.otlp.Exporters;
import dev.cwforwarder.testing.otlp.SpanRouters;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpanRouterTest {
  private static final LogBatch MIXED =
      Spans.batch(List.of("first", Spans.message(0), "second", Spans.message(1)));

  private final Exporters setup = new Exporters();
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final InMemoryStore store = new InMemoryStore();
  private final SpanRouter router = SpanRouters.to(receiver, setup, RecordRules.NONE, store);

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void spansAndLogsOfABatchArriveAsWhatTheyAre() {
    Delivery delivery = forward(MIXED);

    assertThat(delivery.exported()).isEqualTo(4);
    assertThat(delivery.received()).isEqualTo(4);
    assertThat(spanNames()).containsExactly("span-0", "span-1");
    assertThat(receiver.uids()).containsExactly("id-0", "id-2");
    assertThat(delivery.traffic().requests()).isEqualTo(2);
  }

  @Test
  void aBatchOfSpansSendsNoLogs() {
    assertThat(forward(Spans.batch(3)).exported()).isEqualTo(3);

    assertThat(receiver.requests()).isEmpty();
    assertThat(receiver.traceRequests()).hasSize(1);
  }

  @Test
  void aBatchOfLogsSendsNoSpans() {
    assertThat(forward(Records.batch(3)).exported()).isEqualTo(3);

    assertThat(receiver.traceRequests()).isEmpty();
  }

  @Test
  void spansInProgressAndDuplicatesAreDroppedAndCounted() {
    Delivery delivery =
        forward(
            Spans.batch(
                List.of(Spans.inProgress(0), Spans.message(0), Spans.message(0, "again"), "log")));

    assertThat(delivery.dropped()).isEqualTo(Map.of("in_progress", 1, "duplicate", 1));
    assertThat(delivery.exported()).isEqualTo(2);
    assertThat(spanNames()).containsExactly("span-0");
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 401, 302})
  void noLogIsSentWhileSpansCannotBe(int status) {
    receiver.answerTracesAlways(Answer.status(status));

    Delivery delivery = forward(MIXED);

    assertThat(delivery.undelivered()).isEqualTo(4);
    assertThat(delivery.problem()).contains("/v1/traces failed: HTTP " + status);
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void anOutageOfTracesEndsWithTheNextSuccess() {
    receiver.answerTracesAlways(Answer.status(503));
    forward(MIXED);
    int attempts = receiver.traceRequests().size();
    forward(MIXED);
    assertThat(receiver.traceRequests()).hasSize(attempts + 1);

    receiver.answerTracesAlways(Answer.accept());

    assertThat(forward(MIXED).exported()).isEqualTo(4);
    assertThat(receiver.uids()).containsExactly("id-0", "id-2");
  }

  @Test
  void spansAreDeliveredWhileLogsCannotBe() {
    receiver.answerAlways(Answer.status(503));

    Delivery delivery = forward(MIXED);

    assertThat(delivery.exported()).isEqualTo(2);
    assertThat(delivery.undelivered()).isEqualTo(2);
    assertThat(delivery.problem()).contains("/v1/logs failed: HTTP 503");
  }

  @Test
  void rejectedSpansAreCountedAndKeptForInspection() {
    receiver.answerTracesNext(Answer.partialSuccess(1, "no such service"));

    Delivery delivery = forward(MIXED);

    assertThat(delivery.rejected()).isEqualTo(1);
    assertThat(delivery.exported()).isEqualTo(3);
    assertThat(store.uids("rejected")).containsExactly("id-1", "id-3");
  }

  @Test
  void onlyTheRefusedSpanIsQuarantined() {
    receiver.answerTracesWith(
        request -> names(request).contains("span-1") ? Answer.status(400) : Answer.accept());

    Delivery delivery = forward(MIXED);

    assertThat(delivery.stored()).isEqualTo(Map.of("refused", 1));
    assertThat(delivery.exported()).isEqualTo(3);
    assertThat(store.uids("quarantine")).containsExactly("id-3");
    assertThat(store.in("quarantine").getFirst().json().toString()).contains("startTimeUnixNano");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405})
  void spansRemainLogsWhereOnlyLogsAreReceived(int status) {
    receiver.answerTracesAlways(Answer.status(status));

    Delivery first = forward(MIXED);
    Delivery second = forward(Spans.batch(2));

    assertThat(first.exported()).isEqualTo(4);
    assertThat(first.traffic().requests()).isEqualTo(2);
    assertThat(second.exported()).isEqualTo(2);
    assertThat(receiver.uids()).containsExactly("id-0", "id-1", "id-2", "id-3", "id-0", "id-1");
    assertThat(receiver.traceRequests()).hasSize(1);
    assertThat(setup.logged().lines())
        .singleElement()
        .asString()
        .contains("HTTP " + status, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "RESTORE_OTEL");
  }

  /// They would arrive twice.
  @Test
  void acceptedSpansAreNotSentAsLogs() {
    receiver.answerTracesWith(
        request ->
            switch (names(request).size()) {
              case 1 -> names(request).contains("span-0") ? Answer.accept() : Answer.status(404);
              default -> Answer.status(413);
            });

    Delivery delivery = forward(MIXED);

    assertThat(delivery.exported()).isOne();
    assertThat(delivery.undelivered()).isEqualTo(3);
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void spansThatAreRejectedInJsonAreCounted() {
    receiver.answerTracesNext(
        new Answer.Status(
            200,
            Map.of("Content-Type", "application/json"),
            "{\"partialSuccess\":{\"rejectedSpans\":\"1\"}}"));

    assertThat(forward(MIXED).rejected()).isOne();
  }

  @Test
  void spansOfManyDaysArriveInRequestsOfFewDays() {
    LogBatch batch = Spans.batch(IntStream.range(0, 14).mapToObj(Spans::ofDay).toList());

    assertThat(forward(batch).exported()).isEqualTo(14);

    assertThat(spanNames()).hasSize(14);
    assertThat(receiver.traceRequests()).allMatch(one -> one.spans().size() <= 10);
  }

  @Test
  void spansAreUndeliveredWhereNothingIsReceived() {
    receiver.answerTracesAlways(Answer.status(404));
    receiver.answerAlways(Answer.status(404));

    assertThat(forward(MIXED).undelivered()).isEqualTo(4);

    receiver.answerTracesAlways(Answer.accept());
    receiver.answerAlways(Answer.accept());
    assertThat(forward(MIXED).exported()).isEqualTo(4);
    assertThat(spanNames()).hasSize(2);
  }

  @Test
  void withoutAnAddressForTracesSpansRemainLogs() {
    SpanRouter withoutTraces = SpanRouters.withoutTraces(receiver, setup, store);

    assertThat(withoutTraces.forward(MIXED, setup.later()).exported()).isEqualTo(4);
    assertThat(withoutTraces.forwardAll(List.of(MIXED), setup.later()).getFirst().exported())
        .isEqualTo(4);

    assertThat(receiver.traceRequests()).isEmpty();
    assertThat(setup.logged().lines())
        .singleElement()
        .asString()
        .contains("no endpoint for traces is set");
  }

  @Test
  void theStoredCopyOfAnEncodedPayloadSaysThatItIsRaw() {
    receiver.answerTracesWith(
        request -> names(request).isEmpty() ? Answer.accept() : Answer.status(400));
    RecordRules rules = new UserRules(List.of(), List.of(Preset.EMAIL.redaction()));
    SpanRouter redacting = SpanRouters.to(receiver, setup, rules, store);

    Delivery delivery =
        redacting.forward(
            Spans.batch(List.of(Spans.stdout("mail to jane@example.org"), Spans.message(0))),
            setup.later());

    assertThat(delivery.redacted()).isEqualTo(Map.of("email", 1));

    assertThat(receiver.traceRequests().getFirst().spans().getFirst().getName())
        .isEqualTo("mail to [redacted:email]");
    assertThat(store.in("quarantine").getFirst().reason()).contains("raw: not redacted");
  }

  @Test
  void manyBatchesShareTheirRequests() {
    List<Delivery> deliveries =
        router.forwardAll(List.of(MIXED, Records.batch(2), Spans.batch(2)), setup.later());

    assertThat(deliveries).extracting(Delivery::exported).containsExactly(4, 2, 2);
    assertThat(receiver.traceRequests()).hasSize(1);
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void theLogsOfABatchWaitForItsSpansAndForTheBatchesBefore() {
    LogBatch second = Spans.batch(List.of("log", Spans.message(7), Spans.message(8), "log"));
    receiver.answerTracesWith(
        request ->
            names(request).size() > 2
                ? Answer.status(413)
                : names(request).contains("span-7") ? Answer.status(503) : Answer.accept());

    List<Delivery> deliveries =
        router.forwardAll(List.of(MIXED, second, Records.batch(2)), setup.later());

    assertThat(deliveries).extracting(Delivery::undelivered).containsExactly(0, 4, 2);
    assertThat(receiver.uids()).containsExactly("id-0", "id-2");
  }

  @Test
  void batchesRemainLogsWhereOnlyLogsAreReceived() {
    receiver.answerTracesAlways(Answer.status(404));

    List<Delivery> deliveries = router.forwardAll(List.of(MIXED, MIXED), setup.later());

    assertThat(deliveries).extracting(Delivery::exported).containsExactly(4, 4);
    assertThat(receiver.uids()).hasSize(8);
    assertThat(deliveries.getFirst().traffic().requests()).isEqualTo(2);
  }

  @Test
  void anEventWithSpansOfManyDaysIsOneRequest() {
    LogBatch batch = Spans.batch(List.of(Spans.stdoutOfDays(14), Spans.message(0)));

    assertThat(forward(batch).exported()).isEqualTo(2);
    assertThat(spanNames()).hasSize(15);
    assertThat(router.forwardAll(List.of(batch, batch), setup.later()))
        .extracting(Delivery::exported)
        .containsExactly(2, 2);
  }

  @Test
  void anOutageOfTracesDoesNotMakeSpansLogs() {
    receiver.answerTracesAlways(Answer.status(404));
    receiver.answerAlways(Answer.status(404));
    forward(MIXED);
    receiver.answerTracesAlways(Answer.status(503));
    receiver.answerAlways(Answer.accept());

    assertThat(forward(MIXED).undelivered()).isEqualTo(4);

    receiver.answerTracesAlways(Answer.accept());
    assertThat(forward(MIXED).exported()).isEqualTo(4);
    assertThat(spanNames()).hasSize(2);
  }

  private Delivery forward(LogBatch batch) {
    return router.forward(batch, setup.later());
  }

  private static List<String> names(ExportTraceServiceRequest request) {
    return ReceivedTraces.spans(request).stream().map(Span::getName).toList();
  }

  private List<String> spanNames() {
    return receiver.spans().stream().map(Span::getName).toList();
  }
}
