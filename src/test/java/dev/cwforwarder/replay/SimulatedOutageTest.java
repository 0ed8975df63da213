package dev.cwforwarder.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.forward.Forwarder;
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
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// One hour of simulated time: payloads arrive at random times, ClickStack is unavailable for half
/// of it, Lambda attempts each event three times and then writes it to the bucket, as AWS does, and
/// a replay runs every five minutes.
@Tag("slow")
final class SimulatedOutageTest {
  private static final int PAYLOADS = 10_000;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration OUTAGE_START = Duration.ofMinutes(10);
  private static final Duration OUTAGE_END = Duration.ofMinutes(40);
  private static final Duration BETWEEN_REPLAYS = Duration.ofMinutes(5);
  private static final int ATTEMPTS = 3;

  private record Event(Instant time, Step step) {}

  private interface Step {
    void run() throws Exception;
  }

  private final Exporters setup = new Exporters().budget(Duration.ZERO);
  private final Instant start = setup.clock().instant();
  private final InMemoryBucket bucket = new InMemoryBucket(setup.clock());
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::time));
  private int exported;
  private int discarded;
  private int waitingAfterTheOutage = -1;

  @Test
  void everyRecordArrivesOnceAndTheFirstReplayAfterwardsDrainsAll() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      receiver.answerWith(_ -> isUnavailable() ? Answer.status(503) : Answer.accept());
      Forwarder forwarder =
          new OtlpForwarder(
              Records.mapper(),
              setup.to(receiver),
              new InMemoryStore(),
              setup.clock(),
              setup.log());
      Replayer replayer =
          new Replayer(
              bucket,
              new ObjectReader("eu-central-1", 64 * 1024 * 1024),
              forwarder,
              forwarder,
              new UndecodableInput(new InMemoryStore(), setup.clock()));
      plan(forwarder, replayer);

      while (!events.isEmpty()) {
        Event next = events.remove();
        Duration ahead = Duration.between(setup.clock().instant(), next.time());
        setup.clock().advance(ahead.isNegative() ? Duration.ZERO : ahead);
        next.step().run();
      }

      assertThat(discarded).isGreaterThan(PAYLOADS / 4);
      assertThat(waitingAfterTheOutage).isZero();
      assertThat(exported).isEqualTo(PAYLOADS);
      assertThat(receiver.uids()).hasSize(PAYLOADS);
      assertThat(new HashSet<>(receiver.uids())).isEqualTo(new HashSet<>(Payloads.uids(PAYLOADS)));
      assertThat(bucket.keys()).isEmpty();
    }
  }

  private void plan(Forwarder forwarder, Replayer replayer) {
    SplittableRandom random = new SplittableRandom(30);
    for (int i = 0; i < PAYLOADS; i++) {
      int payload = i;
      at(start.plusMillis(random.nextLong(HOUR.toMillis())), () -> attempt(forwarder, payload, 1));
    }
    for (Instant time = start; !time.isAfter(start.plus(HOUR)); time = time.plus(BETWEEN_REPLAYS)) {
      at(time, () -> replay(replayer));
    }
  }

  private void attempt(Forwarder forwarder, int payload, int number) {
    LogBatch batch = new LogBatch(Payloads.SOURCE, List.of(Payloads.event(payload)));
    Delivery delivery = forwarder.forward(batch, setup.later());
    exported += delivery.exported();
    if (delivery.undelivered() == 0) {
      return;
    }
    if (number < ATTEMPTS) {
      at(
          setup.clock().instant().plus(Duration.ofMinutes(number)),
          () -> attempt(forwarder, payload, number + 1));
    } else {
      discarded++;
      bucket.put(OnFailure.key("forwarder", payload), OnFailure.record(batch));
    }
  }

  private void replay(Replayer replayer) throws BucketException {
    ReplayReport report =
        replayer.run(ReplayRequest.ALL_UNDELIVERED, setup.in(BETWEEN_REPLAYS), Progress.NONE);
    exported += report.delivery().exported();
    if (isOver() && waitingAfterTheOutage < 0) {
      waitingAfterTheOutage = bucket.keys().size();
    }
  }

  private void at(Instant time, Step step) {
    events.add(new Event(time, step));
  }

  private boolean isUnavailable() {
    Duration sinceStart = Duration.between(start, setup.clock().instant());
    return sinceStart.compareTo(OUTAGE_START) >= 0 && !isOver();
  }

  private boolean isOver() {
    return Duration.between(start, setup.clock().instant()).compareTo(OUTAGE_END) >= 0;
  }
}
