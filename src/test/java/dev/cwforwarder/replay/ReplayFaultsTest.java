package dev.cwforwarder.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.forward.OtlpForwarder;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.testing.InMemoryBucket;
import dev.cwforwarder.testing.InMemoryStore;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.aws.OnFailure;
import dev.cwforwarder.testing.otlp.Exporters;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever fails and whenever a replay is killed, no object is removed before its events have
/// arrived, and in the end all events have arrived.
final class ReplayFaultsTest {
  private static final int SEEDS = 60;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  /// Simulates a kill: nothing of the replay runs afterwards, except for requests already sent.
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsLostAndASecondReplayFindsNothing(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Exporters setup = new Exporters().budget(Duration.ZERO);
    InMemoryBucket bucket = new InMemoryBucket(setup.clock());
    bucket.pageSize(random.nextInt(1, 50));
    int poison = fill(bucket, random, random.nextInt(1, 300));
    Set<String> uids = new HashSet<>(Payloads.uids(bucket.keys().size()));
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Replayer replayer = replayer(setup, bucket, receiver);
      for (int round = 0; round < 6; round++) {
        breakThings(bucket, receiver, random.split());
        runOnce(replayer, setup);
        Set<String> safe = new HashSet<>(receiver.uids());
        bucket.keys().forEach(key -> safe.add(uidIn(key)));
        assertThat(safe).containsAll(uids);
        setup.clock().advance(Lease.TIME_TO_LIVE);
      }
      bucket.onCall(_ -> {});
      receiver.answerAlways(Answer.accept());

      assertThat(runOnce(replayer, setup)).isEqualTo(ReplayReport.End.DONE);
      assertThat(bucket.keys()).hasSize(poison);
      int arrived = receiver.uids().size();
      runOnce(replayer, setup);
      assertThat(receiver.uids()).hasSize(arrived);
      assertThat(new HashSet<>(receiver.uids())).hasSize(uids.size() - poison);
    }
  }

  private static int fill(InMemoryBucket bucket, SplittableRandom random, int count) {
    int poison = 0;
    for (int i = 0; i < count; i++) {
      String key = OnFailure.key("f" + random.nextInt(3), i);
      if (random.nextInt(20) == 0) {
        bucket.put(key, "{\"cut".getBytes(UTF_8));
        poison++;
      } else {
        bucket.put(
            key, OnFailure.record(new LogBatch(Payloads.SOURCE, List.of(Payloads.event(i)))));
      }
    }
    return poison;
  }

  private static void breakThings(
      InMemoryBucket bucket, OtlpReceiver receiver, SplittableRandom random) {
    SplittableRandom ofReceiver = random.split();
    double broken = random.nextInt(3) == 0 ? 0.1 : 0;
    double killed = random.nextInt(2) == 0 ? 0.05 : 0;
    double busy = random.nextInt(2) == 0 ? 0.3 : 0;
    bucket.onCall(
        call -> {
          double dice = random.nextDouble();
          if (dice < killed && !call.startsWith("read")) {
            throw new Killed();
          }
          if (dice < killed + broken) {
            throw new BucketException(call + " failed", null);
          }
        });
    receiver.answerWith(
        _ -> {
          synchronized (ofReceiver) {
            double dice = ofReceiver.nextDouble();
            return dice >= busy
                ? Answer.accept()
                : dice < busy / 4 ? Answer.reset() : Answer.status(503);
          }
        });
  }

  private static ReplayReport.End runOnce(Replayer replayer, Exporters setup) {
    try {
      return replayer
          .run(ReplayRequest.ALL_UNDELIVERED, setup.in(Duration.ofHours(1)), Progress.NONE)
          .end();
    } catch (BucketException | Killed e) {
      return ReplayReport.End.UNAVAILABLE;
    }
  }

  private static String uidIn(String key) {
    return key.startsWith("aws/")
        ? Payloads.uid(Integer.parseInt(key.substring(key.lastIndexOf('-') + 1)))
        : "";
  }

  private static Replayer replayer(Exporters setup, InMemoryBucket bucket, OtlpReceiver receiver) {
    OtlpForwarder push =
        new OtlpForwarder(
            Records.mapper(), setup.to(receiver), new InMemoryStore(), setup.clock(), setup.log());
    return new Replayer(
        bucket,
        new ObjectReader("", 1 << 20),
        push,
        push,
        new UndecodableInput(new InMemoryStore(), setup.clock()));
  }
}
