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
import dev.cwforwarder.testing.aws.FaultyS3;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.aws.OnFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
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

/// An outage from the first refused connection to the empty bucket, with both packaged functions.
/// The figures are written to `target/outage-*.md`; those in `docs/reliability.md` were measured on
/// a quiet machine.
@Tag("slow")
@Timeout(600)
final class OutageTest {
  private static final String KEY = "ingestion-key-0123456789";
  private static final String BUCKET = "failures";
  private static final int PAYLOADS = 500;
  private static final int EVENTS = 10;

  /// S3 lists and deletes at most 1,000 objects a request.
  private static final int SMALL_OBJECTS = 1_200;

  /// Longer than the lease of a replay.
  private static final Duration LEASE_EXPIRED = Duration.ofSeconds(31);

  @TempDir private Path failures;
  private final MotoServer moto = MotoServer.start();
  private final FaultyS3 replayS3 = new FaultyS3(moto.endpoint());
  private final S3Client s3 = moto.client(S3Client.builder());
  private OtlpReceiver receiver = receiver(0);
  private LocalLambda forwarder;
  private LocalLambda replay;

  @BeforeEach
  void start() {
    moto.createBucket(BUCKET);
    forwarder =
        LocalLambda.create(options("SubscriptionHandler", moto.endpoint()).withConcurrency(2));
    replay = LocalLambda.create(options("ReplayHandler", replayS3.endpoint()));
  }

  @AfterEach
  void stop() {
    forwarder.close();
    replay.close();
    s3.close();
    replayS3.close();
    moto.close();
    receiver.close();
  }

  @Test
  void everyRecordArrivesAndTheBucketIsEmptyAfterwards() throws Exception {
    int port = receiver.endpoint().getPort();
    receiver.close();
    try (Socket _ = reserve(port)) {
      assertThat(sendAll()).noneMatch(AsyncResult::succeeded);
    }
    receiver = receiver(port);
    assertThat(copyRecordsToBucket()).isEqualTo(PAYLOADS);

    // Time for the kill to fall between what is delivered and what is deleted.
    receiver.answerAlways(Answer.delayed(Duration.ofMillis(500), Answer.accept()));
    killMidway();
    assertThat(remaining()).isNotEmpty();
    assertThat(replay.invoke("{}").payload()).contains("another replay is running");
    replayS3.setClockAhead(LEASE_EXPIRED);

    receiver.answerAlways(Answer.status(503));
    assertThat(replay.invoke("{}").payload()).contains("HTTP 503");

    receiver.answerAlways(Answer.accept());
    assertThat(replay.invoke("{}").payload()).contains("\"end\":\"done\"");
    assertThat(remaining()).isEmpty();
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
  void manySmallObjectsAreReplayed() throws Exception {
    for (int i = 0; i < SMALL_OBJECTS; i++) {
      put(
          OnFailure.key("forwarder", i),
          OnFailure.record(new LogBatch(Payloads.SOURCE, List.of(Payloads.event(i)))));
    }
    replay.invoke("{\"dryRun\":true,\"limit\":1}");

    long start = System.nanoTime();
    InvocationResult result = replay.invoke("{}");
    double seconds = (System.nanoTime() - start) / 1e9;

    assertThat(result.payload()).contains("\"delivered\":" + SMALL_OBJECTS);
    assertThat(remaining()).isEmpty();
    report(
        "speed",
        "%,d objects in %.1f s: %,.0f objects per second"
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

  /// Copies the on-failure records to the bucket, as Lambda does.
  private int copyRecordsToBucket() throws IOException {
    List<Path> records = new ArrayList<>();
    try (Stream<Path> files = Files.walk(failures)) {
      files.filter(Files::isRegularFile).forEach(records::add);
    }
    for (Path record : records) {
      put(failures.relativize(record).toString(), Files.readAllBytes(record));
    }
    return records.size();
  }

  /// Kills the replay when a fifth of the records has been accepted.
  private void killMidway() throws InterruptedException {
    CompletableFuture<InvocationResult> running =
        CompletableFuture.supplyAsync(() -> replay.invoke("{}"));
    while (receiver.uids().size() < PAYLOADS * EVENTS / 5 && !running.isDone()) {
      Thread.sleep(5);
    }
    replay.processes().forEach(FunctionProcess::kill);
    running.join();
  }

  /// Keeps `port` while nothing listens on it: otherwise another process could get it.
  private static Socket reserve(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private List<String> remaining() {
    return s3.listObjectsV2Paginator(list -> list.bucket(BUCKET)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private void put(String key, byte[] content) {
    s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
  }

  private LocalLambda.Options options(String handler, URI s3Endpoint) {
    return LocalLambda.Options.of(
            Path.of("target/function"), "dev.cwforwarder.handler." + handler, failures)
        .with("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString())
        .with("CLICKSTACK_API_KEY", KEY)
        .with("RETRY_BUDGET_MS", "0")
        .with("FAILURE_BUCKET", BUCKET)
        .with("AWS_ENDPOINT_URL_S3", s3Endpoint.toString())
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
