package dev.cwforwarder.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.OtlpForwarder;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.testing.InMemoryBucket;
import dev.cwforwarder.testing.InMemoryStore;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.aws.KinesisEvents;
import dev.cwforwarder.testing.aws.OnFailure;
import dev.cwforwarder.testing.otlp.Exporters;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An object that cannot be replayed stays in the bucket, is named, and does not block the others.
final class BlockingObjectsTest {
  private static final int MAX_INFLATED_BYTES = 1 << 20;
  private static final int LARGE = 900_000;
  private static final String BLOCKED = OnFailure.key("forwarder", 0);
  private static final String BATCH = KinesisEvents.discardedKey("shardId-0", 0);
  private static final String DENIED = "HTTP 403 AccessDenied";

  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final Exporters setup = new Exporters().budget(Duration.ZERO);
  private final InMemoryBucket bucket = new InMemoryBucket(setup.clock());
  private final InMemoryStore store = new InMemoryStore();
  private Forwarder forwarder = forwarder();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void anObjectThatInflatesToTooMuchStaysAndNothingOfItIsSent() throws Exception {
    bucket.put(BATCH, largeRecords(40));
    put(1, 20);

    ReplayReport report = replay(ReplayRequest.Disposal.DELETE);

    assertThat(report.end()).isEqualTo(ReplayReport.End.DONE);
    assertThat(report.left()).containsEntry("inflates to too much", 1L);
    assertThat(receiver.uids()).hasSize(19);
    assertThat(bucket.keys()).containsExactly(BATCH);
  }

  @Test
  void largeRecordsOfOneObjectAreSentOneAfterTheOther() throws Exception {
    bucket.put(BATCH, largeRecords(4));
    put(1, 20);

    ReplayReport report = replay(ReplayRequest.Disposal.DELETE);

    assertThat(report.end()).isEqualTo(ReplayReport.End.DONE);
    assertThat(report.removed()).isEqualTo(20);
    assertThat(receiver.uids()).hasSize(23);
    assertThat(bucket.keys()).isEmpty();
  }

  @Test
  void anUnreadableObjectStaysAndTheOthersArrive() throws Exception {
    put(0, 20);
    denied("read " + BLOCKED);

    ReplayReport report = replay(ReplayRequest.Disposal.DELETE);

    assertThat(report.end()).isEqualTo(ReplayReport.End.DONE);
    assertThat(report.left()).containsEntry("not readable", 1L);
    assertThat(report.named()).extracting(LeftObject::key).containsExactly(BLOCKED);
    assertThat(report.summary()).contains("19 objects delivered, 1 left", BLOCKED, DENIED);
    assertThat(receiver.uids()).hasSize(19);
    assertThat(bucket.keys()).containsExactly(BLOCKED);
  }

  @Test
  void aBucketThatIsUnavailableStillStopsTheReplay() throws Exception {
    put(0, 20);
    bucket.onCall(
        call -> {
          if (call.startsWith("read")) {
            throw new BucketException("HTTP 503 SlowDown", null);
          }
        });

    ReplayReport report = replay(ReplayRequest.Disposal.DELETE);

    assertThat(report.end()).isEqualTo(ReplayReport.End.UNAVAILABLE);
    assertThat(report.problem()).contains("SlowDown");
    assertThat(bucket.keys()).hasSize(20);
  }

  @Test
  void aDryRunListsAnUnreadableObjectAndContinues() throws Exception {
    put(0, 3);
    bucket.put(BATCH, largeRecords(40));
    denied("read " + BLOCKED);

    DryRun.Result result = DryRun.of(bucket, reader(), ReplayRequest.ALL_UNDELIVERED, later());

    assertThat(result.complete()).isTrue();
    assertThat(result.rows())
        .extracting(DryRun.Row::reason)
        .anyMatch(reason -> reason.startsWith("not readable: ") && reason.contains(DENIED))
        .anyMatch(reason -> reason.startsWith("inflates to too much"));
    assertThat(result.rows()).extracting(DryRun.Row::events).contains(2L);
  }

  @Test
  void anObjectThatCannotBeDeletedStaysAndTheOthersArrive() throws Exception {
    put(0, 20);
    bucket.neverDelete(BLOCKED);

    ReplayReport report = replay(ReplayRequest.Disposal.DELETE);

    assertThat(report.end()).isEqualTo(ReplayReport.End.DONE);
    assertThat(report.left()).containsEntry("delivered, not deleted", 1L);
    assertThat(receiver.uids()).hasSize(20);
    assertThat(bucket.keys()).containsExactly(BLOCKED);
  }

  @Test
  void anObjectThatCannotBeMovedStaysAndTheOthersAreMoved() throws Exception {
    put(0, 20);
    denied("copy " + BLOCKED);

    ReplayReport report = replay(ReplayRequest.Disposal.MOVE);

    assertThat(report.end()).isEqualTo(ReplayReport.End.DONE);
    assertThat(report.left()).containsEntry("delivered, not moved", 1L);
    assertThat(bucket.keys()).contains(BLOCKED).doesNotContain("replayed/" + BLOCKED).hasSize(20);
  }

  @Test
  void aReplayThatMayNotDeleteStopsAfterAFewObjects() throws Exception {
    put(0, 200);
    IntStream.range(0, 200).forEach(i -> bucket.neverDelete(OnFailure.key("forwarder", i)));

    ReplayReport report = replay(ReplayRequest.Disposal.DELETE);

    assertThat(report.end()).isEqualTo(ReplayReport.End.UNAVAILABLE);
    assertThat(report.problem()).contains("could not be deleted");
    assertThat(receiver.uids().size()).isLessThan(10);
    assertThat(bucket.keys()).hasSize(200);
  }

  @Test
  void anObjectThatTheForwarderCannotProcessStaysAndTheOthersArrive() throws Exception {
    put(0, 20);
    Forwarder sound = forwarder;
    forwarder = failing(sound, batch -> batch.events().getFirst().id().equals(Payloads.uid(7)));

    ReplayReport report = replay(ReplayRequest.Disposal.DELETE);

    assertThat(report.end()).isEqualTo(ReplayReport.End.DONE);
    assertThat(report.left()).containsEntry("not processable", 1L);
    assertThat(receiver.uids()).hasSize(19);
    assertThat(bucket.keys()).containsExactly(OnFailure.key("forwarder", 7));
  }

  /// Throws like an error in the mapping would, before anything is sent.
  private static Forwarder failing(Forwarder sound, Predicate<LogBatch> fails) {
    return new Forwarder() {
      @Override
      public Delivery forward(LogBatch batch, Deadline deadline) {
        return forwardAll(List.of(batch), deadline).getFirst();
      }

      @Override
      public List<Delivery> forwardAll(List<LogBatch> batches, Deadline deadline) {
        if (batches.stream().anyMatch(fails)) {
          throw new IllegalStateException("an error in the mapping");
        }
        return sound.forwardAll(batches, deadline);
      }
    };
  }

  private void denied(String request) {
    bucket.onCall(
        call -> {
          if (call.equals(request)) {
            throw BucketException.ofOneObject(call + " failed: " + DENIED, null);
          }
        });
  }

  private static byte[] largeRecords(int count) {
    return KinesisEvents.discarded(
        KinesisEvents.event(
            IntStream.range(100, 100 + count)
                .mapToObj(i -> List.of(Payloads.event(i, "x".repeat(LARGE))))
                .map(events -> Payloads.gzip(Payloads.document(Payloads.SOURCE, events)))
                .toArray(byte[][]::new)));
  }

  private void put(int from, int to) {
    for (int i = from; i < to; i++) {
      bucket.put(
          OnFailure.key("forwarder", i),
          OnFailure.record(new LogBatch(Payloads.SOURCE, List.of(Payloads.event(i)))));
    }
  }

  private ReplayReport replay(ReplayRequest.Disposal disposal) throws BucketException {
    ReplayRequest all = ReplayRequest.ALL_UNDELIVERED;
    return new Replayer(
            bucket, reader(), forwarder, forwarder, new UndecodableInput(store, setup.clock()))
        .run(
            new ReplayRequest(all.folders(), "", "", all.from(), all.to(), all.limit(), disposal),
            later(),
            Progress.NONE);
  }

  private Deadline later() {
    return setup.in(Duration.ofHours(1));
  }

  private static ObjectReader reader() {
    return new ObjectReader("eu-central-1", MAX_INFLATED_BYTES);
  }

  private Forwarder forwarder() {
    return new OtlpForwarder(
        Records.mapper(), setup.to(receiver), store, setup.clock(), setup.log());
  }
}
