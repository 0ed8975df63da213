package dev.cwforwarder.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.aws.FaultyS3.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Faults during the processing of ten Kinesis records with ten log records each.
final class KinesisFaults {
  private static final byte[] POISON = "no log data".getBytes(UTF_8);
  private static final int RECORDS = 10;
  private static final int EVENTS = 10;
  private static final int ALL = 100;
  private static final long SEED = 7;

  private KinesisFaults() {}

  static Stream<FaultRow> rows() {
    return Stream.of(
        answers("Kinesis: no fault", Answer.accept()),
        answers("Kinesis: 503 permanently", Answer.status(503)),
        answers("Kinesis: 401", Answer.status(401)),
        new FaultRow("Kinesis: connection refused", 1, KinesisFaults::connectionRefused),
        new FaultRow(
            "Kinesis: unavailable after the first request",
            1,
            KinesisFaults::unavailableDuringBatch),
        new FaultRow("Kinesis: one log record is rejected with 400", 1, KinesisFaults::rejected),
        poison("Kinesis: first record cannot be decoded", 0),
        poison("Kinesis: a record in the middle cannot be decoded", 5),
        poison("Kinesis: last record cannot be decoded", RECORDS - 1),
        new FaultRow(
            "Kinesis: a record cannot be decoded, bucket unavailable",
            1,
            KinesisFaults::poisonBucketUnavailable),
        new FaultRow("Kinesis: process killed, 5 seeded points", 6, KinesisFaults::kills));
  }

  private static FaultRow answers(String fault, Answer answer) {
    return new FaultRow(
        fault,
        1,
        scene -> {
          scene.configureForStream();
          scene.receiver.answerAlways(answer);
          read(scene, -1);
        });
  }

  private static FaultRow poison(String fault, int index) {
    return new FaultRow(
        fault,
        1,
        scene -> {
          scene.configureForStream();
          read(scene, index);
        });
  }

  private static void connectionRefused(FaultScene scene) {
    scene.configureForStream();
    scene.configure(options -> options.with("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));
    read(scene, -1);
  }

  /// Sets a small request size, so that there are several requests in one invocation.
  private static void unavailableDuringBatch(FaultScene scene) {
    scene.configureForStream();
    scene.configure(options -> options.with("MAX_REQUEST_BYTES", "8000"));
    scene.receiver.answerWith(
        _ -> scene.receiver.uids().isEmpty() ? Answer.accept() : Answer.status(503));
    read(scene, -1);
  }

  private static void rejected(FaultScene scene) {
    scene.configureForStream();
    scene.refusePoison(400);
    read(scene, -1, 37);
  }

  private static void poisonBucketUnavailable(FaultScene scene) {
    scene.configureForStream();
    scene.s3.next(ALL, new Fault.Rejected(503, "ServiceUnavailable", Instant.now()));
    read(scene, 5);
  }

  /// Kills the process of a batch five times, at times from its start to after its response.
  private static void kills(FaultScene scene) throws InterruptedException {
    scene.configureForStream();
    scene.receiver.answerAlways(Answer.delayed(Duration.ofMillis(300), Answer.accept()));
    Thread killer = Thread.ofPlatform().daemon().start(() -> kill(scene));
    read(scene, -1);
    killer.interrupt();
    killer.join();
  }

  private static void kill(FaultScene scene) {
    Random random = new Random(SEED);
    try {
      for (int i = 0; i < 5; i++) {
        scene.killWithin(Duration.ofMillis(900), random);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @param poison index of a record that cannot be decoded; -1 for none
  /// @param rejected the log records with the rejected text
  private static void read(FaultScene scene, int poison, Integer... rejected) {
    List<byte[]> records = new ArrayList<>();
    List<List<String>> uids = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      List<LogEvent> events = events(i, List.of(rejected));
      records.add(i == poison ? POISON : Payloads.gzip(Payloads.document(Payloads.SOURCE, events)));
      uids.add(events.stream().map(LogEvent::id).toList());
    }
    scene.readShard(records, uids);
  }

  private static List<LogEvent> events(int record, List<Integer> rejected) {
    return IntStream.range(record * EVENTS, (record + 1) * EVENTS)
        .mapToObj(
            i -> rejected.contains(i) ? Payloads.event(i, FaultScene.POISON) : Payloads.event(i))
        .toList();
  }
}
