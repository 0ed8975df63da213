package dev.cwforwarder.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cwforwarder.forward.OtlpForwarder;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.store.DocumentFormat;
import dev.cwforwarder.store.DocumentKey;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.testing.InMemoryBucket;
import dev.cwforwarder.testing.InMemoryStore;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.aws.OnFailure;
import dev.cwforwarder.testing.otlp.Arrived;
import dev.cwforwarder.testing.otlp.Exporters;
import dev.cwforwarder.testing.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplayerTest {
  private static final String LEASE = "replay/lease.json";
  private static final String POISON = "poison";

  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final Exporters setup = new Exporters().budget(Duration.ZERO);
  private final ManualClock clock = setup.clock();
  private final InMemoryBucket bucket = new InMemoryBucket(clock);
  private final InMemoryStore store = new InMemoryStore();
  private final OtlpForwarder push = forwarder(false);
  private final Replayer replayer = replayer(push);

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void allEventsArriveAndTheBucketIsEmptyAfterwards() throws Exception {
    putObjects(500);

    ReplayReport report = replay();

    assertThat(report.end()).isEqualTo(ReplayReport.End.DONE);
    assertThat(report.removed()).isEqualTo(500);
    assertThat(report.delivery().exported()).isEqualTo(500);
    assertThat(receiver.uids()).containsExactlyInAnyOrderElementsOf(Payloads.uids(500));
    assertThat(bucket.keys()).isEmpty();
    assertThat(replay()).isEqualTo(ReplayReport.nothing(ReplayReport.End.DONE, ""));
  }

  @Test
  void manyObjectsShareARequestAndADelete() throws Exception {
    putObjects(500);

    ReplayReport report = replay();

    assertThat(report.delivery().traffic().requests()).isLessThanOrEqualTo(4);
    assertThat(bucket.calls().stream().filter(call -> call.startsWith("delete aws"))).hasSize(4);
  }

  @Test
  void objectsOfSeveralFunctionsAreForwardedInDateOrder() throws Exception {
    bucket.pageSize(2);
    for (int i = 0; i < 20; i++) {
      put(OnFailure.key(i % 3 == 0 ? "a" : "b", i), i, "message " + i);
    }

    OldestFirst objects = new OldestFirst(bucket, ReplayRequest.ALL_UNDELIVERED);

    for (int i = 0; i < 20; i++) {
      Bucket.Item oldest = objects.peek();
      assertThat(oldest == null ? "" : oldest.key()).endsWith("-%08d".formatted(i));
      objects.advance();
    }
    assertThat(objects.isEmpty()).isTrue();
  }

  @Test
  void aBacklogOfManyDaysIsPacedAndTheNextReplayContinues() throws Exception {
    for (int day = 0; day < 60; day++) {
      LogEvent event = new LogEvent("id-" + day, Duration.ofDays(20_000 + day).toMillis(), "m");
      LogBatch batch = new LogBatch(Payloads.SOURCE, List.of(event));
      bucket.put(OnFailure.key("forwarder", day), OnFailure.record(batch));
    }

    ReplayReport first =
        replayer.run(
            ReplayRequest.ALL_UNDELIVERED, setup.in(Duration.ofSeconds(20)), Progress.NONE);

    assertThat(first.end()).isEqualTo(ReplayReport.End.OUT_OF_TIME);
    assertThat(first.removed()).isBetween(40L, 59L).isEqualTo(first.delivery().exported());
    assertThat(replay().end()).isEqualTo(ReplayReport.End.DONE);
    assertThat(receiver.uids()).containsExactlyInAnyOrderElementsOf(Records.uids(60));
  }

  @Test
  void anOutageIsDetectedWithOneObject() throws Exception {
    putObjects(50);
    receiver.answerAlways(Answer.status(503));

    ReplayReport report = replay();

    assertThat(report.end()).isEqualTo(ReplayReport.End.UNAVAILABLE);
    assertThat(report.problem()).contains("HTTP 503");
    assertThat(report.delivery().received()).isEqualTo(1);
    assertThat(bucket.calls().stream().filter(call -> call.startsWith("read"))).hasSize(1);
    assertThat(bucket.keys()).hasSize(50).doesNotContain(LEASE);
  }

  @Test
  void anOutageDuringAReplayLeavesUndeliveredObjects() throws Exception {
    putObjects(400);
    receiver.answerWith(
        request -> Arrived.in(request).size() > 1 ? Answer.status(503) : Answer.accept());

    ReplayReport report = replay();

    assertThat(report.end()).isEqualTo(ReplayReport.End.UNAVAILABLE);
    assertThat(report.removed()).isEqualTo(1);
    assertThat(bucket.keys()).hasSize(399);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "{}",
        "{\"requestPayload\":null}",
        "{\"requestPayload\":{\"awslogs\":{\"data\":\"H4sIcut\"}}}",
        "{\"requestPayload\":{\"awslogs\":{\"data\":\"!\"}}}",
        "{\"requestPayload\":{\"Records\":[]}}",
        "{\"requestPayload\":{\"awslogs\":{\"data\":\"H4sI"
      })
  void anUnknownObjectStaysAndDoesNotBlockOthers(String content) throws Exception {
    String poison = OnFailure.key("forwarder", 0);
    bucket.put(poison, content.getBytes(UTF_8));
    IntStream.range(1, 20).forEach(this::put);

    ReplayReport report = replay();

    assertThat(report.end()).isEqualTo(ReplayReport.End.DONE);
    assertThat(report.left()).containsEntry("not decodable", 1L);
    assertThat(receiver.uids()).hasSize(19);
    assertThat(bucket.keys()).containsExactly(poison);
  }

  @Test
  void anObjectThatIsTooLargeIsNeverRead() throws Exception {
    String large = OnFailure.key("forwarder", 0);
    bucket.put(large, new byte[ObjectReader.MAX_OBJECT_BYTES + 1]);
    put(1);

    ReplayReport report = replay();

    assertThat(report.left()).containsEntry("too large", 1L);
    assertThat(bucket.calls()).doesNotContain("read " + large);
    assertThat(bucket.keys()).containsExactly(large);
  }

  @Test
  void refusedRecordsOfLambdaGoToQuarantine() throws Exception {
    refusePoison();
    IntStream.range(0, 20).forEach(i -> put(OnFailure.key("f", i), i, i == 7 ? POISON : "m"));

    ReplayReport report = replay();

    assertThat(report.end()).isEqualTo(ReplayReport.End.DONE);
    assertThat(bucket.keys()).isEmpty();
    assertThat(store.uids("quarantine")).containsExactly(Payloads.uid(7));
    assertThat(receiver.uids()).hasSize(19);
  }

  @Test
  void anObjectStaysWhenItsRefusedRecordsCannotBeStored() throws Exception {
    refusePoison();
    store.failFor(_ -> true);
    IntStream.range(0, 3).forEach(i -> put(OnFailure.key("f", i), i, i == 1 ? POISON : "m"));

    assertThat(replay().end()).isEqualTo(ReplayReport.End.UNAVAILABLE);
    assertThat(bucket.keys()).contains(OnFailure.key("f", 1));
  }

  @Test
  void recordsRefusedAgainStayInQuarantine() throws Exception {
    refusePoison();
    String poison = putDocument(FailureDocument.Kind.QUARANTINE, 1, POISON);
    putDocument(FailureDocument.Kind.QUARANTINE, 2, "fixed");

    ReplayReport report = replay(Folder.QUARANTINE);

    assertThat(report.end()).isEqualTo(ReplayReport.End.DONE);
    assertThat(report.left()).containsEntry("refused again", 1L);
    assertThat(receiver.uids()).containsExactly(Payloads.uid(2));
    assertThat(bucket.keys()).containsExactly(poison);
    assertThat(store.received()).isEmpty();
  }

  @Test
  void theScheduleDoesNotReadTheForwardersFolders() throws Exception {
    putDocument(FailureDocument.Kind.QUARANTINE, 1, "m");
    putDocument(FailureDocument.Kind.REJECTED, 2, "m");

    assertThat(replay().removed()).isZero();
    assertThat(bucket.keys()).hasSize(2);
  }

  @Test
  void undecodableInputIsForwardedOnceItCanBeDecoded() throws Exception {
    byte[] event = Payloads.invocation(Payloads.SOURCE, Payloads.events(3));
    bucket.put(
        "undecodable/f/2026/01/01/1.json.gz",
        DocumentFormat.gzippedJson(
            new FailureDocument.RawInput("old version", Instant.EPOCH, event)));
    bucket.put(
        "undecodable/f/2026/01/01/2.json.gz",
        DocumentFormat.gzippedJson(
            new FailureDocument.RawInput("cut", Instant.EPOCH, "{}".getBytes(UTF_8))));

    ReplayReport report = replay(Folder.UNDECODABLE);

    assertThat(report.left()).containsEntry("not decodable", 1L);
    assertThat(receiver.uids()).isEqualTo(Payloads.uids(3));
    assertThat(bucket.keys()).containsExactly("undecodable/f/2026/01/01/2.json.gz");
  }

  @Test
  void requestsRejectedAgainStay() throws Exception {
    String key = putDocument(FailureDocument.Kind.REJECTED, 1, "m");
    receiver.answerNext(Answer.partialSuccess(1, "too old"));

    assertThat(replay(Folder.REJECTED).left()).containsEntry("rejected again", 1L);
    assertThat(bucket.keys()).containsExactly(key);
  }

  @Test
  void aLeaseOfAnotherReplayBlocksUntilItExpires() throws Exception {
    putObjects(3);
    bucket.put(LEASE, "another's".getBytes(UTF_8));

    assertThat(replay().end()).isEqualTo(ReplayReport.End.LEASE_HELD);
    assertThat(receiver.uids()).isEmpty();

    clock.advance(Lease.TIME_TO_LIVE);
    assertThat(replay().removed()).isEqualTo(3);
    assertThat(bucket.keys()).isEmpty();
  }

  @Test
  void aReplayThatLostItsLeaseRemovesNothing() throws Exception {
    putObjects(3);
    receiver.answerWith(
        _ -> {
          bucket.put(LEASE, "taken over".getBytes(UTF_8));
          return Answer.accept();
        });

    ReplayReport report = replay();

    assertThat(report.end()).isEqualTo(ReplayReport.End.LEASE_HELD);
    assertThat(report.removed()).isZero();
    assertThat(bucket.keys()).hasSize(4);
    assertThat(bucket.calls()).noneMatch(call -> call.startsWith("delete"));
  }

  @Test
  void deliveredObjectsAreMovedOnRequest() throws Exception {
    putObjects(2);
    ReplayRequest all = ReplayRequest.ALL_UNDELIVERED;

    replayer.run(
        new ReplayRequest(
            all.folders(), "", "", all.from(), all.to(), all.limit(), ReplayRequest.Disposal.MOVE),
        later(),
        Progress.NONE);

    assertThat(bucket.keys())
        .containsExactly(
            "replayed/" + OnFailure.key("forwarder", 0),
            "replayed/" + OnFailure.key("forwarder", 1));
  }

  @Test
  void filtersLeaveOtherObjectsUntouched() throws Exception {
    putObjects(4);
    bucket.put(
        OnFailure.key("other", 9),
        OnFailure.record(
            new LogBatch(
                new LogSource("123456789012", "", "/other", "s"), List.of(Payloads.event(9)))));
    ReplayRequest all = ReplayRequest.ALL_UNDELIVERED;

    replayer.run(
        new ReplayRequest(
            all.folders(), "", "/other", all.from(), all.to(), all.limit(), all.disposal()),
        later(),
        Progress.NONE);
    replayer.run(
        new ReplayRequest(all.folders(), "", "", all.from(), all.to(), 2, all.disposal()),
        later(),
        Progress.NONE);

    assertThat(receiver.uids())
        .containsExactlyInAnyOrder(Payloads.uid(9), Payloads.uid(0), Payloads.uid(1));
    assertThat(bucket.keys()).hasSize(2);
  }

  @Test
  void nothingIsStartedShortlyBeforeTheDeadline() throws Exception {
    putObjects(2);

    ReplayReport report =
        replayer.run(
            ReplayRequest.ALL_UNDELIVERED,
            Deadline.in(Duration.ofSeconds(5), clock),
            Progress.NONE);

    assertThat(report.end()).isEqualTo(ReplayReport.End.OUT_OF_TIME);
    assertThat(receiver.uids()).isEmpty();
    assertThat(bucket.keys()).hasSize(2);
  }

  @Test
  void aDryRunCountsAndChangesNothing() throws Exception {
    putObjects(4);
    bucket.put(OnFailure.key("forwarder", 4), "{}".getBytes(UTF_8));

    DryRun.Result result = DryRun.of(bucket, reader(), ReplayRequest.ALL_UNDELIVERED, later());

    assertThat(result.complete()).isTrue();
    assertThat(result.rows())
        .extracting(DryRun.Row::group, DryRun.Row::objects, DryRun.Row::events)
        .containsExactly(tuple("/app/web", 4L, 4L), tuple("?", 1L, 0L));
    assertThat(bucket.keys()).hasSize(5);
    assertThat(receiver.uids()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Folder.class)
  void everyFolderHasALabelThatFindsIt(Folder folder) {
    assertThat(Folder.of(folder.label())).isEqualTo(folder);
    assertThat(Folder.containing(folder.prefix() + "f/x")).contains(folder);
  }

  @Test
  void theBacklogCountsWhatLambdaDiscarded() throws Exception {
    putObjects(3);
    clock.advance(Duration.ofMinutes(7));
    putDocument(FailureDocument.Kind.QUARANTINE, 1, "m");

    Backlog backlog = Backlog.of(bucket, clock);

    assertThat(backlog.objects()).isEqualTo(3);
    assertThat(backlog.oldestAge()).isEqualTo(Duration.ofMinutes(7));
    assertThat(backlog.atLeast()).isFalse();
  }

  private void putObjects(int count) {
    IntStream.range(0, count).forEach(this::put);
  }

  private void put(int index) {
    put(OnFailure.key("forwarder", index), index, "message " + index);
  }

  private void put(String key, int index, String message) {
    bucket.put(
        key,
        OnFailure.record(new LogBatch(Payloads.SOURCE, List.of(Payloads.event(index, message)))));
  }

  private String putDocument(FailureDocument.Kind kind, int index, String message) {
    FailureDocument document =
        new FailureDocument.Events(
            kind,
            "HTTP 400",
            400,
            Instant.EPOCH,
            Payloads.SOURCE,
            List.of(Payloads.event(index, message)));
    String key = DocumentKey.of(document, "forwarder");
    bucket.put(key, DocumentFormat.gzippedJson(document));
    return key;
  }

  private void refusePoison() {
    receiver.answerWith(
        request ->
            Arrived.in(request).stream().anyMatch(record -> record.body().equals(POISON))
                ? Answer.status(400)
                : Answer.accept());
  }

  private ReplayReport replay() throws BucketException {
    return replayer.run(ReplayRequest.ALL_UNDELIVERED, later(), Progress.NONE);
  }

  private ReplayReport replay(Folder folder) throws BucketException {
    ReplayRequest all = ReplayRequest.ALL_UNDELIVERED;
    return replayer.run(
        new ReplayRequest(
            Set.of(folder), "", "", all.from(), all.to(), all.limit(), all.disposal()),
        later(),
        Progress.NONE);
  }

  private Deadline later() {
    return setup.in(Duration.ofHours(1));
  }

  private ObjectReader reader() {
    return new ObjectReader("", 1 << 20);
  }

  private Replayer replayer(OtlpForwarder forwarder) {
    return new Replayer(
        bucket, reader(), forwarder, forwarder(true), new UndecodableInput(store, setup.clock()));
  }

  private OtlpForwarder forwarder(boolean inPlace) {
    return new OtlpForwarder(
        Records.mapper(),
        setup.to(receiver),
        inPlace ? new InPlaceStore(store) : store,
        clock,
        setup.log());
  }
}
