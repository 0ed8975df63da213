package dev.cwforwarder.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.aws.KinesisEvents;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.aws.ShardReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.s3.S3Client;

/// CloudWatch Logs through a Kinesis stream: the packaged functions under AWS's runtime client, and
/// moto for all AWS services.
@Tag("slow")
@Timeout(300)
final class KinesisTest {
  private static final String KEY = "ingestion-key-0123456789";
  private static final String BUCKET = "failures";
  private static final String GROUP = "/app/web";
  private static final String STREAM = "logs";

  private final OtlpReceiver receiver =
      OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey(KEY));
  private final MotoServer moto = MotoServer.start();
  private final S3Client s3 = moto.client(S3Client.builder());
  private final Path folder;
  private final LocalLambda lambda;

  KinesisTest(@TempDir Path folder) {
    this.folder = folder;
    this.lambda = function("KinesisHandler");
  }

  /// moto's Kinesis supports JSON only; the SDK reads this system property.
  @BeforeAll
  static void useJson() {
    System.setProperty("aws.cborEnabled", "false");
  }

  @AfterAll
  static void useDefaultProtocol() {
    System.clearProperty("aws.cborEnabled");
  }

  @BeforeEach
  void createBucket() {
    moto.createBucket(BUCKET);
  }

  @AfterEach
  void stop() {
    lambda.close();
    s3.close();
    moto.close();
    receiver.close();
  }

  @Test
  void eventsOfALogGroupArriveThroughTheStream() throws Exception {
    List<JsonNode> records;
    try (CloudWatchLogsClient logs = moto.client(CloudWatchLogsClient.builder());
        KinesisClient kinesis = moto.client(KinesisClient.builder())) {
      kinesis.createStream(stream -> stream.streamName(STREAM).shardCount(1));
      subscribe(
          logs, kinesis.describeStream(s -> s.streamName(STREAM)).streamDescription().streamARN());
      for (int i = 0; i < 5; i++) {
        write(logs, i * 20, 20);
      }
      records = read(kinesis);
    }
    ShardReader shard = new ShardReader(lambda::invoke, 0);

    shard.read(records);

    assertThat(records).hasSizeGreaterThanOrEqualTo(5);
    assertThat(shard.discarded()).isEmpty();
    assertThat(receiver.records())
        .extracting(record -> record.getBody().getStringValue())
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "line " + i).toList());
    Counts counts = counts(shard.results().getFirst());
    assertThat(counts.exported()).isEqualTo(100);
    assertThat(counts.requests()).as("one request for all records of the batch").isEqualTo(1);
  }

  @Test
  void recordsOfAnOutageAreStoredInTheBucketAndReplayed() throws Exception {
    receiver.answerAlways(Answer.status(503));
    byte[] poison = "no log data".getBytes(UTF_8);
    List<JsonNode> batch =
        List.of(
            KinesisEvents.record(
                0, Payloads.gzip(Payloads.document(Payloads.SOURCE, Payloads.events(50)))),
            KinesisEvents.record(1, poison));
    ShardReader shard = new ShardReader(lambda::invoke, 1);
    shard.read(batch);
    put(shard.discarded());
    receiver.answerAlways(Answer.accept());

    InvocationResult replay;
    try (LocalLambda function = function("ReplayHandler")) {
      replay = function.invoke("{}");
    }

    assertThat(shard.results()).hasSize(2).allMatch(InvocationResult::succeeded);
    assertThat(replay.payload()).contains("\"end\":\"done\"", "\"delivered\":1");
    assertThat(receiver.uids()).isEqualTo(Payloads.uids(50));
    assertThat(moto.documents(BUCKET))
        .singleElement()
        .satisfies(stored -> assertThat(stored.folder()).isEqualTo("undecodable"));
  }

  private void put(List<List<JsonNode>> discarded) {
    for (int i = 0; i < discarded.size(); i++) {
      String key = KinesisEvents.discardedKey("shardId-000000000006", i);
      byte[] record = KinesisEvents.discarded(KinesisEvents.event(discarded.get(i)));
      s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(record));
    }
  }

  private static void subscribe(CloudWatchLogsClient logs, String stream) {
    logs.createLogGroup(group -> group.logGroupName(GROUP));
    logs.createLogStream(one -> one.logGroupName(GROUP).logStreamName("s"));
    logs.putSubscriptionFilter(
        filter ->
            filter
                .logGroupName(GROUP)
                .filterName("clickstack")
                .filterPattern("")
                .destinationArn(stream)
                .roleArn("arn:aws:iam::123456789012:role/logs-to-kinesis"));
  }

  private static void write(CloudWatchLogsClient logs, int first, int count) {
    long now = Instant.now().toEpochMilli();
    logs.putLogEvents(
        put ->
            put.logGroupName(GROUP)
                .logStreamName("s")
                .logEvents(
                    IntStream.range(first, first + count)
                        .mapToObj(
                            i ->
                                InputLogEvent.builder().timestamp(now).message("line " + i).build())
                        .toList()));
  }

  /// All records of the stream, as an event source mapping reads them.
  private static List<JsonNode> read(KinesisClient kinesis) {
    String shard =
        kinesis.listShards(list -> list.streamName(STREAM)).shards().getFirst().shardId();
    String iterator =
        kinesis
            .getShardIterator(
                get ->
                    get.streamName(STREAM)
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    List<JsonNode> records = new ArrayList<>();
    for (Record record : kinesis.getRecords(get -> get.shardIterator(iterator)).records()) {
      records.add(KinesisEvents.record(record.sequenceNumber(), asCloudWatch(record)));
    }
    return records;
  }

  /// The ids of events are numbers in moto, but strings in CloudWatch.
  private static byte[] asCloudWatch(Record record) {
    try (GZIPInputStream inflated = new GZIPInputStream(record.data().asInputStream())) {
      String document = new String(inflated.readAllBytes(), UTF_8);
      return Payloads.gzip(document.replaceAll("\"id\":(\\d+)", "\"id\":\"$1\""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Counts counts(InvocationResult result) throws InterruptedException {
    return Counts.of(lambda.processes().getLast().stdout(), result.requestId());
  }

  private LocalLambda function(String handler) {
    return LocalLambda.create(
        LocalLambda.Options.of(
                Path.of("target/function"),
                "dev.cwforwarder.handler." + handler,
                folder.resolve("failures"))
            .with("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString())
            .with("CLICKSTACK_API_KEY", KEY)
            .with("RETRY_BUDGET_MS", "0")
            .with("FAILURE_BUCKET", BUCKET)
            .with("AWS_ENDPOINT_URL_S3", moto.endpoint().toString())
            .withTimeout(Duration.ofMinutes(1)));
  }
}
