package dev.cwforwarder.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.lambda.AsyncResult;
import dev.cwforwarder.local.lambda.FunctionProcess;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.testing.BucketDocument;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.aws.FaultyS3;
import dev.cwforwarder.testing.aws.KinesisEvents;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.aws.ShardReader;
import dev.cwforwarder.testing.otlp.Arrived;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The environment of one fault: the packaged function, a receiver and a bucket behind a
/// [FaultyS3]. Records which events were sent and finds their locations afterwards.
final class FaultScene implements AutoCloseable {
  static final String KEY = "ingestion-key-0123456789";
  static final String POISON = "poison";
  static final int EVENTS = 100;

  /// As for asynchronous invocations.
  private static final int SHARD_RETRIES = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  final OtlpReceiver receiver = OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey(KEY));
  final FaultyS3 s3;

  private String handler = "dev.cwforwarder.handler.SubscriptionHandler";
  private final MotoServer moto;
  private final String bucket;
  private final Path failures;
  private final Map<JsonNode, List<String>> sent = new HashMap<>();
  private final List<AsyncResult> results = new ArrayList<>();
  private final Map<String, List<String>> sentInStream = new HashMap<>();
  private final ShardReader shard = new ShardReader(event -> lambda().invoke(event), SHARD_RETRIES);
  private LocalLambda lambda;

  FaultScene(MotoServer moto, String bucket, Path failures) {
    this.moto = moto;
    this.bucket = bucket;
    this.failures = failures;
    s3 = new FaultyS3(moto.endpoint());
    moto.createBucket(bucket);
    lambda = LocalLambda.create(options());
  }

  /// Replaces the function with one with other settings.
  void configure(UnaryOperator<LocalLambda.Options> change) {
    lambda.close();
    lambda = LocalLambda.create(change.apply(options()));
  }

  /// The AWS services of moto, without faults.
  MotoServer aws() {
    return moto;
  }

  LocalLambda lambda() {
    return lambda;
  }

  /// Sends events `first` to `first + count - 1`. Those in `poison` have the text that
  /// [#refusePoison] rejects.
  CompletableFuture<AsyncResult> send(int first, int count, Set<Integer> poison) {
    List<LogEvent> events =
        IntStream.range(first, first + count)
            .mapToObj(i -> poison.contains(i) ? Payloads.event(i, POISON) : Payloads.event(i))
            .toList();
    String event = new String(Payloads.invocation(Payloads.SOURCE, events), UTF_8);
    return send(event, events.stream().map(LogEvent::id).toList());
  }

  /// Sends 100 events, of which every second one is a span. The name of a span is the id of its
  /// event.
  void runWithSpans() {
    List<LogEvent> events =
        IntStream.range(0, EVENTS)
            .mapToObj(i -> i % 2 == 0 ? Payloads.event(i) : Payloads.event(i, span(i)))
            .toList();
    String event = new String(Payloads.invocation(Payloads.SOURCE, events), UTF_8);
    finish(send(event, events.stream().map(LogEvent::id).toList()));
  }

  private static String span(int index) {
    LogEvent event = Payloads.event(index);
    long nanos = event.timestampMillis() * 1_000_000;
    return """
    {"traceId":"%032x","spanId":"%016x","name":"%s","kind":"CLIENT",\
    "startTimeUnixNano":%d,"endTimeUnixNano":%d}\
    """
        .formatted(index + 1, index + 1, event.id(), nanos, nanos + 1);
  }

  /// Sends an event that contains the records `uids`, decodable or not.
  CompletableFuture<AsyncResult> send(String event, List<String> uids) {
    sent.put(json(event), uids);
    return lambda.invokeAsync(event);
  }

  /// Sends one payload and waits for the result of its asynchronous invocation.
  void run(Integer... poison) {
    finish(send(0, EVENTS, Set.of(poison)));
  }

  /// Replaces the function with the one for Kinesis streams.
  void configureForStream() {
    handler = "dev.cwforwarder.handler.KinesisHandler";
    configure(UnaryOperator.identity());
  }

  /// Sends `records`, which contain the log records `uids`, to the function as one batch of a
  /// shard, and waits until they are processed or discarded.
  void readShard(List<byte[]> records, List<List<String>> uids) {
    List<JsonNode> batch = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      batch.add(KinesisEvents.record(i, records.get(i)));
      sentInStream.put(KinesisEvents.sequenceNumber(i), uids.get(i));
    }
    shard.read(batch);
  }

  /// Waits for a running process and kills it at a random moment of the next `time`.
  void killWithin(Duration time, Random random) throws InterruptedException {
    for (int i = 0; lambda.processes().stream().noneMatch(FunctionProcess::isAlive); i++) {
      assertThat(i).as("milliseconds without a process").isLessThan(30_000);
      Thread.sleep(1);
    }
    FunctionProcess process = lambda.processes().getLast();
    Thread.sleep(random.nextLong(time.toMillis()));
    process.kill();
  }

  void finish(CompletableFuture<AsyncResult> running) {
    results.add(running.join());
  }

  /// Answers requests that contain a poison record with `status`.
  void refusePoison(int status) {
    receiver.answerWith(
        request ->
            Arrived.in(request).stream().anyMatch(one -> one.body().equals(POISON))
                ? Answer.status(status)
                : Answer.accept());
  }

  /// The ids of the records by their location; a record may be in several locations.
  Map<String, Set<String>> places() {
    Map<String, Set<String>> places = new LinkedHashMap<>();
    add(places, "ClickStack", received());
    for (BucketDocument stored : moto.documents(bucket)) {
      boolean raw = stored.folder().equals("undecodable");
      add(places, stored.folder(), raw ? uidsOf(new String(stored.input(), UTF_8)) : stored.uids());
    }
    for (AsyncResult result : results) {
      result.failureRecord().ifPresent(file -> add(places, "on-failure record", uidsIn(file)));
    }
    for (List<JsonNode> batch : shard.discarded()) {
      batch.forEach(record -> add(places, "on-failure record", uidsOfRecord(record)));
    }
    return places;
  }

  /// The ids of all records that were sent.
  Set<String> input() {
    Set<String> all = new HashSet<>();
    sent.values().forEach(all::addAll);
    sentInStream.values().forEach(all::addAll);
    return all;
  }

  /// The largest number of copies of one record in ClickStack.
  int maxCopies() {
    Map<String, Integer> copies = new HashMap<>();
    received().forEach(uid -> copies.merge(uid, 1, Integer::sum));
    return copies.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  int duplicates() {
    return received().size() - new HashSet<>(received()).size();
  }

  /// The ids of all accepted records and spans.
  private List<String> received() {
    return Stream.concat(receiver.uids().stream(), receiver.spans().stream().map(Span::getName))
        .toList();
  }

  /// Asserts that no output, payload or document contains the key.
  void assertKeyIsNowhere() {
    assertThat(invocations()).noneMatch(one -> one.payload().contains(KEY));
    assertThat(output().toList()).noneMatch(line -> line.contains(KEY));
    assertThat(moto.documents(bucket))
        .noneMatch(stored -> (stored.key() + stored.json()).contains(KEY));
  }

  /// The metrics of all completed invocations, whose sums are checked. There may be more metric
  /// lines than responses, since a process can be killed between the two.
  List<Counts> counts() throws InterruptedException {
    long answered = invocations().filter(this::hasLine).count();
    List<String> lines = metricLines();
    for (int i = 0; i < 1_000 && lines.size() < answered; i++) {
      Thread.sleep(10);
      lines = metricLines();
    }
    assertThat(lines).hasSizeGreaterThanOrEqualTo((int) answered);
    return lines.stream().map(line -> new Counts(json(line)).checked()).toList();
  }

  private Stream<InvocationResult> invocations() {
    return Stream.concat(
        results.stream().flatMap(one -> one.attempts().stream()), shard.results().stream());
  }

  private boolean hasLine(InvocationResult result) {
    return result instanceof InvocationResult.Success
        || result instanceof InvocationResult.FunctionError;
  }

  private List<String> metricLines() {
    return output().filter(line -> line.contains("\"EventsReceived\":")).toList();
  }

  @Override
  public void close() {
    lambda.close();
    s3.close();
    receiver.close();
  }

  private LocalLambda.Options options() {
    return LocalLambda.Options.of(Path.of("target/function"), handler, failures)
        .with("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString())
        .with("CLICKSTACK_API_KEY", KEY)
        .with("RETRY_BUDGET_MS", "1000")
        .with("FAILURE_BUCKET", bucket)
        .with("AWS_ENDPOINT_URL_S3", s3.endpoint().toString())
        .withTimeout(Duration.ofSeconds(60))
        .withRetryDelays(Duration.ZERO, Duration.ZERO);
  }

  private Stream<String> output() {
    return lambda.processes().stream()
        .flatMap(
            one -> Stream.concat(one.stdout().lines().stream(), one.stderr().lines().stream()));
  }

  private List<String> uidsIn(Path failureRecord) {
    try {
      return uidsOf(json(Files.readString(failureRecord)).path("requestPayload").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An event contains its records only if it is unchanged.
  private List<String> uidsOf(String event) {
    JsonNode json = json(event);
    List<String> uids = new ArrayList<>(sent.getOrDefault(json, List.of()));
    json.path("Records").forEach(record -> uids.addAll(uidsOfRecord(record)));
    return uids;
  }

  private List<String> uidsOfRecord(JsonNode record) {
    return sentInStream.getOrDefault(ShardReader.sequenceNumber(record), List.of());
  }

  private static void add(Map<String, Set<String>> places, String place, List<String> uids) {
    places.computeIfAbsent(place, _ -> new HashSet<>()).addAll(uids);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("invalid JSON: " + text, e);
    }
  }
}
