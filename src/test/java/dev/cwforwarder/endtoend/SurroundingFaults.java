package dev.cwforwarder.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cwforwarder.local.lambda.AsyncResult;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.aws.FaultyS3.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Faults of the failure bucket, the payload, the process or Lambda itself.
final class SurroundingFaults {
  /// More attempts than the SDK and Lambda make together.
  private static final int ALL = 100;

  private static final long SEED = 20;
  private static final int KILLS = 20;

  private SurroundingFaults() {}

  static Stream<FaultRow> rows() {
    return Stream.of(stores(), payloads(), processes()).flatMap(List::stream);
  }

  private static List<FaultRow> stores() {
    Duration skew = Duration.ofMinutes(10);
    return List.of(
        store(
            "bucket unavailable",
            3,
            ALL,
            new Fault.Rejected(503, "ServiceUnavailable", Instant.now())),
        store("bucket throttles once", 1, 1, new Fault.Rejected(503, "SlowDown", Instant.now())),
        store(
            "bucket denies access", 3, ALL, new Fault.Rejected(403, "AccessDenied", Instant.now())),
        store("bucket slow", 1, 1, new Fault.Slow(Duration.ofSeconds(2))),
        store("response of the bucket is lost", 1, 1, new Fault.ResponseLost()),
        store("local clock 10 minutes behind S3's", 1, 1, skewed(skew)),
        store("local clock 10 minutes ahead of S3's", 1, 1, skewed(skew.negated())),
        new FaultRow("bucket missing", 3, SurroundingFaults::bucketMissing),
        new FaultRow(
            "bucket unavailable, 3 records are rejected",
            2,
            SurroundingFaults::rejectedBucketUnavailable));
  }

  private static List<FaultRow> payloads() {
    return List.of(
        new FaultRow("payload truncated", 1, SurroundingFaults::truncatedPayload),
        new FaultRow(
            "payload truncated, bucket unavailable",
            1,
            SurroundingFaults::truncatedPayloadBucketUnavailable),
        new FaultRow("payload delivered twice by Lambda", 2, SurroundingFaults::twice));
  }

  private static List<FaultRow> processes() {
    return List.of(
        new FaultRow("process killed, 20 seeded points", 2, SurroundingFaults::kills),
        new FaultRow("`/tmp` is not writable", 1, SurroundingFaults::noTemporaryFiles),
        new FaultRow("1,000 payloads at the same time, 4 processes", 1, SurroundingFaults::crowd));
  }

  /// One poison record, and a fault of the bucket for the next `times` requests.
  private static FaultRow store(String fault, int maxCopies, int times, Fault toRequests) {
    return new FaultRow(
        fault,
        maxCopies,
        scene -> {
          scene.refusePoison(400);
          scene.s3.next(times, toRequests);
          scene.run(37);
        });
  }

  private static Fault skewed(Duration ahead) {
    return new Fault.Rejected(403, "RequestTimeTooSkewed", Instant.now().plus(ahead));
  }

  private static void bucketMissing(FaultScene scene) {
    scene.configure(options -> options.with("FAILURE_BUCKET", "no-such-bucket"));
    scene.refusePoison(400);
    scene.run(37);
  }

  private static void rejectedBucketUnavailable(FaultScene scene) {
    scene.s3.next(ALL, new Fault.Rejected(503, "ServiceUnavailable", Instant.now()));
    scene.receiver.answerNext(Answer.partialSuccess(3, "too old"));
    scene.run();
  }

  private static void truncatedPayload(FaultScene scene) {
    byte[] whole = Payloads.gzip(Payloads.document(Payloads.SOURCE, Payloads.events(100)));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    scene.finish(scene.send(new String(Payloads.envelope(half), UTF_8), Payloads.uids(100)));
  }

  private static void truncatedPayloadBucketUnavailable(FaultScene scene) {
    scene.s3.next(ALL, new Fault.Rejected(503, "ServiceUnavailable", Instant.now()));
    truncatedPayload(scene);
  }

  private static void twice(FaultScene scene) {
    scene.configure(options -> options.withConcurrency(2));
    CompletableFuture<AsyncResult> one = scene.send(0, FaultScene.EVENTS, Set.of());
    scene.run();
    scene.finish(one);
  }

  /// Kills the process of each payload once, at a time from its start to after its response. The
  /// receiver delays its responses, so that some kills happen between acceptance and response.
  private static void kills(FaultScene scene) throws Exception {
    scene.receiver.answerAlways(Answer.delayed(Duration.ofMillis(300), Answer.accept()));
    Random random = new Random(SEED);
    for (int i = 0; i < KILLS; i++) {
      CompletableFuture<AsyncResult> running = scene.send(i * 100, 100, Set.of());
      scene.killWithin(Duration.ofMillis(900), random);
      scene.finish(running);
    }
  }

  private static void noTemporaryFiles(FaultScene scene) {
    scene.configure(
        options -> options.with("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=/dev/null/nowhere"));
    scene.refusePoison(400);
    scene.run(37);
  }

  private static void crowd(FaultScene scene) {
    scene.configure(options -> options.withConcurrency(4));
    List<CompletableFuture<AsyncResult>> running = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      running.add(scene.send(i * 5, 5, Set.of()));
    }
    running.forEach(scene::finish);
  }
}
