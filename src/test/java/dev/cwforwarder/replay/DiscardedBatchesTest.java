package dev.cwforwarder.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.decode.KinesisEvent;
import dev.cwforwarder.forward.OtlpForwarder;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.store.DocumentFormat;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.testing.InMemoryBucket;
import dev.cwforwarder.testing.InMemoryStore;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.aws.AggregatedRecords;
import dev.cwforwarder.testing.aws.KinesisEvents;
import dev.cwforwarder.testing.aws.OnFailure;
import dev.cwforwarder.testing.otlp.Exporters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Replays batches of stream records that Lambda discarded.
final class DiscardedBatchesTest {
  private static final byte[] POISON = "no log data".getBytes(UTF_8);

  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final Exporters setup = new Exporters().budget(Duration.ZERO);
  private final InMemoryBucket bucket = new InMemoryBucket(setup.clock());
  private final InMemoryStore store = new InMemoryStore();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void batchesOfSeveralShardsAreForwardedInDateOrder() throws Exception {
    bucket.pageSize(2);
    for (int i = 0; i < 20; i++) {
      put(KinesisEvents.discardedKey("shardId-00000000000" + i % 3, i), data(i));
    }

    ReplayReport report = replay(ReplayRequest.ALL_UNDELIVERED);

    assertThat(report.end()).isEqualTo(ReplayReport.End.DONE);
    assertThat(report.removed()).isEqualTo(20);
    assertThat(receiver.uids()).isEqualTo(Payloads.uids(20));
    assertThat(receiver.requests().size()).isLessThan(5);
    assertThat(bucket.keys()).isEmpty();
  }

  @Test
  void theScheduleReplaysBatchesAndEvents() throws Exception {
    put(KinesisEvents.discardedKey("shardId-0", 0), data(0), data(1));
    bucket.put(
        OnFailure.key("forwarder", 1),
        OnFailure.record(new LogBatch(Payloads.SOURCE, List.of(Payloads.event(2)))));

    replay(ReplayRequest.ALL_UNDELIVERED);

    assertThat(receiver.uids()).containsExactlyInAnyOrderElementsOf(Payloads.uids(3));
    assertThat(Backlog.of(bucket, setup.clock()).objects()).isZero();
  }

  @Test
  void anUndecodableRecordIsStoredAndTheBatchIsRemoved() throws Exception {
    put(KinesisEvents.discardedKey("shardId-0", 0), data(0), POISON, data(1));

    ReplayReport report = replay(ReplayRequest.ALL_UNDELIVERED);

    assertThat(report.delivery().exported()).isEqualTo(2);
    assertThat(report.delivery().stored()).containsEntry("undecodable", 1);
    assertThat(bucket.keys()).isEmpty();
    assertThat(store.in("undecodable"))
        .extracting(stored -> new String(stored.input(), UTF_8))
        .containsExactly("{\"Records\":[" + KinesisEvents.record(1, POISON) + "]}");
  }

  @Test
  void foreignRecordsOfABatchAreStoredInOneDocument() throws Exception {
    put(KinesisEvents.discardedKey("shardId-0", 0), POISON, data(0), POISON, data(1));

    ReplayReport report = replay(ReplayRequest.ALL_UNDELIVERED);

    assertThat(report.delivery().stored()).containsEntry("undecodable", 2);
    assertThat(store.in("undecodable"))
        .singleElement()
        .satisfies(stored -> assertThat(KinesisEvent.records(stored.input())).hasSize(2));
  }

  @Test
  void aDocumentWithSeveralForeignRecordsStays() throws Exception {
    byte[] event = KinesisEvents.event(POISON, POISON);
    bucket.put(
        "undecodable/forwarder/2026/01/01/0.json.gz",
        DocumentFormat.gzippedJson(
            new FailureDocument.RawInput("not decodable", Instant.EPOCH, event)));

    ReplayReport report = replay(only(Folder.UNDECODABLE));

    assertThat(report.left()).containsEntry("not decodable", 1L);
    assertThat(bucket.keys()).hasSize(1);
  }

  @Test
  void anAggregatedRecordThatAnEarlierVersionStoredIsDelivered() throws Exception {
    byte[] event = KinesisEvents.event(AggregatedRecords.of(data(3), data(4)));
    bucket.put(
        "undecodable/forwarder/2026/01/01/0.json.gz",
        DocumentFormat.gzippedJson(
            new FailureDocument.RawInput("not decodable", Instant.EPOCH, event)));

    replay(only(Folder.UNDECODABLE));

    assertThat(receiver.uids()).containsExactly(Payloads.uid(3), Payloads.uid(4));
    assertThat(bucket.keys()).isEmpty();
  }

  @Test
  void aBatchStaysWhenAPartOfItCannotBeStored() throws Exception {
    store.failFor(_ -> true);
    put(KinesisEvents.discardedKey("shardId-0", 0), data(0), POISON);

    ReplayReport report = replay(ReplayRequest.ALL_UNDELIVERED);

    assertThat(report.end()).isEqualTo(ReplayReport.End.UNAVAILABLE);
    assertThat(report.problem()).contains("not stored");
    assertThat(bucket.keys()).hasSize(1);
  }

  @Test
  void anObjectThatIsNotABatchStaysAndTheReplayContinues() throws Exception {
    bucket.put(KinesisEvents.discardedKey("shardId-0", 0), "{}".getBytes(UTF_8));
    put(KinesisEvents.discardedKey("shardId-0", 1), data(1));

    ReplayReport report = replay(ReplayRequest.ALL_UNDELIVERED);

    assertThat(report.left()).containsEntry("not decodable", 1L);
    assertThat(receiver.uids()).containsExactly(Payloads.uid(1));
  }

  @Test
  void aStoredRecordIsDecodedByANewerVersion() throws Exception {
    byte[] event = KinesisEvents.event(data(7));
    bucket.put(
        "undecodable/forwarder/2026/01/01/0.json.gz",
        DocumentFormat.gzippedJson(
            new FailureDocument.RawInput("not decodable", Instant.EPOCH, event)));

    replay(only(Folder.UNDECODABLE));

    assertThat(receiver.uids()).containsExactly(Payloads.uid(7));
    assertThat(bucket.keys()).isEmpty();
  }

  @Test
  void aDryRunListsThem() throws Exception {
    put(KinesisEvents.discardedKey("shardId-0", 0), data(0), data(1));

    DryRun.Result result = DryRun.of(bucket, reader(), only(Folder.BATCHES), setup.later());

    assertThat(result.rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.folder().label()).isEqualTo("batches");
              assertThat(row.reason()).isEqualTo("RetryAttemptsExhausted");
              assertThat(row.events()).isEqualTo(2);
            });
  }

  @Test
  void theRegionIsThatOfTheStream() throws Exception {
    byte[] object = KinesisEvents.discarded(KinesisEvents.event(data(0)));

    assertThat(reader().read(Folder.BATCHES, object).payloads().getFirst().decode())
        .extracting(batch -> batch.source().region())
        .containsExactly("eu-west-1");
  }

  private void put(String key, byte[]... data) {
    bucket.put(key, KinesisEvents.discarded(KinesisEvents.event(data)));
  }

  private static byte[] data(int index) {
    return Payloads.gzip(Payloads.document(Payloads.SOURCE, List.of(Payloads.event(index))));
  }

  private static ReplayRequest only(Folder folder) {
    ReplayRequest all = ReplayRequest.ALL_UNDELIVERED;
    return new ReplayRequest(
        Set.of(folder), "", "", all.from(), all.to(), all.limit(), all.disposal());
  }

  private ReplayReport replay(ReplayRequest request) throws BucketException {
    OtlpForwarder forwarder =
        new OtlpForwarder(Records.mapper(), setup.to(receiver), store, setup.clock(), setup.log());
    return new Replayer(
            bucket, reader(), forwarder, forwarder, new UndecodableInput(store, setup.clock()))
        .run(request, setup.in(Duration.ofHours(1)), Progress.NONE);
  }

  private static ObjectReader reader() {
    return new ObjectReader("eu-central-1", 1 << 20);
  }
}
