package dev.cwforwarder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.lambda.AsyncResult;
import dev.cwforwarder.local.lambda.FunctionProcess;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.testing.KeyHunt;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.Project;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.aws.OnFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// An outage from its first refused connection to the empty bucket, with both packaged functions.
/// What it measures is written to `target/outage-*.md`; `docs/reliability.md` has it from a quiet
/// machine.
@Tag("slow")
@Timeout(600)
final class OutageTest {
  private static final String KEY = "ingestion-key-0123456789";
  private static final String BUCKET = "failures";
  private static final int PAYLOADS = 500;
  private static final int EVENTS = 10;
  private static final int SMALL_OBJECTS = 2_000;

  @TempDir private Path failures;
  private final MotoServer moto = MotoServer.start();
  private final S3Client s3 = moto.client(S3Client.builder());
  private OtlpReceiver receiver = receiver(0);
  private LocalLambda forwarder;
  private LocalLambda replay;

  @BeforeEach
  void start() {
    moto.createBucket(BUCKET);
    forwarder = LocalLambda.create(options("SubscriptionHandler").withConcurrency(2));
    replay = LocalLambda.create(options("ReplayHandler"));
  }

  @AfterEach
  void stop() {
    forwarder.close();
    replay.close();
    s3.close();
    moto.close();
    receiver.close();
  }

  @Test
  void everyRecordArrivesAndTheBucketIsEmptyInTheEnd() throws Exception {
    int port = receiver.endpoint().getPort();
    receiver.close();
    List<AsyncResult> failed = sendAll();
    assertThat(failed).noneMatch(AsyncResult::succeeded);
    assertThat(recordsToBucket()).isEqualTo(PAYLOADS);

    receiver = receiver(port);
    // Time for the kill to fall between what is taken and what is removed.
    receiver.answerAlways(Answer.delayed(Duration.ofMillis(500), Answer.accept()));
    killMidway();
    assertThat(waiting()).isNotEmpty();

    receiver.answerAlways(Answer.status(503));
    assertThat(replayedOnce().payload()).contains("HTTP 503");

    receiver.answerAlways(Answer.accept());
    assertThat(replayedOnce().payload()).contains("\"end\":\"done\"");
    assertThat(waiting()).isEmpty();
    InvocationResult second = replay.invoke("{}");
    assertThat(Counts.of(replay.processes().getLast().stdout(), second.requestId()).received())
        .isZero();

    assertThat(new HashSet<>(receiver.uids()))
        .isEqualTo(new HashSet<>(Payloads.uids(PAYLOADS * EVENTS)));
    KeyHunt.forKeys(KEY).in(forwarder).in(replay).inFiles(failures).assertNothingFound();
    report(
        "duplicates",
        "%,d records, replay killed once: %,d arrived again"
            .formatted(PAYLOADS * EVENTS, receiver.uids().size() - PAYLOADS * EVENTS));
  }

  @Test
  void manySmallObjectsDrain() throws Exception {
    for (int i = 0; i < SMALL_OBJECTS; i++) {
      put(
          OnFailure.key("forwarder", i),
          OnFailure.record(new LogBatch(Payloads.SOURCE, List.of(Payloads.event(i)))));
    }
    replay.invoke("{\"dryRun\":true,\"limit\":1}");

    long begun = System.nanoTime();
    InvocationResult result = replay.invoke("{}");
    double seconds = (System.nanoTime() - begun) / 1e9;

    assertThat(result.payload()).contains("\"delivered\":" + SMALL_OBJECTS);
    assertThat(waiting()).isEmpty();
    report(
        "speed",
        "%,d objects in %.1f s: %,.0f objects a second"
            .formatted(SMALL_OBJECTS, seconds, SMALL_OBJECTS / seconds));
  }

  private List<AsyncResult> sendAll() {
    List<CompletableFuture<AsyncResult>> running =
        IntStream.range(0, PAYLOADS)
            .mapToObj(
                payload -> {
                  List<LogEvent> events =
                      IntStream.range(payload * EVENTS, (payload + 1) * EVENTS)
                          .mapToObj(Payloads::event)
                          .toList();
                  byte[] event = Payloads.invocation(Payloads.SOURCE, events);
                  return forwarder.invokeAsync(new String(event, StandardCharsets.UTF_8));
                })
            .toList();
    return running.stream().map(CompletableFuture::join).toList();
  }

  /// What Lambda does with its on-failure records.
  private int recordsToBucket() throws IOException {
    List<Path> records = new ArrayList<>();
    try (Stream<Path> files = Files.walk(failures)) {
      files.filter(Files::isRegularFile).forEach(records::add);
    }
    for (Path record : records) {
      put(failures.relativize(record).toString(), Files.readAllBytes(record));
    }
    return records.size();
  }

  /// Kills the replay once a good part of the records has been taken.
  private void killMidway() throws InterruptedException {
    CompletableFuture<InvocationResult> running =
        CompletableFuture.supplyAsync(() -> replay.invoke("{}"));
    while (receiver.uids().size() < PAYLOADS * EVENTS / 5 && !running.isDone()) {
      Thread.sleep(5);
    }
    replay.processes().forEach(FunctionProcess::kill);
    running.join();
  }

  /// One replay that gets the lease: the killed one's runs out by itself.
  private InvocationResult replayedOnce() throws InterruptedException {
    InvocationResult result = replay.invoke("{}");
    while (result.payload().contains("another replay is running")) {
      Thread.sleep(1_000);
      result = replay.invoke("{}");
    }
    return result;
  }

  private List<String> waiting() {
    return s3.listObjectsV2Paginator(list -> list.bucket(BUCKET)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private void put(String key, byte[] content) {
    s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
  }

  private LocalLambda.Options options(String handler) {
    return LocalLambda.Options.of(
            Path.of("target/function"), "dev.cwforwarder.handler." + handler, failures)
        .with("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString())
        .with("CLICKSTACK_API_KEY", KEY)
        .with("RETRY_BUDGET_MS", "0")
        .with("FAILURE_BUCKET", BUCKET)
        .with("AWS_ENDPOINT_URL_S3", moto.endpoint().toString())
        .withTimeout(Duration.ofMinutes(2))
        .withRetryDelays(Duration.ZERO, Duration.ZERO);
  }

  private static OtlpReceiver receiver(int port) {
    return OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey(KEY).withPort(port));
  }

  private static void report(String name, String figure) {
    try {
      Files.writeString(Project.file("target/outage-" + name + ".md"), figure + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
