package dev.cwforwarder.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.lambda.ProjectRoot;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// Payloads from an independent implementation of CloudWatch Logs: sends the deliveries of a
/// subscription filter in LocalStack through the packaged function under AWS's runtime client.
@Tag("container")
@Tag("localstack")
@Testcontainers(disabledWithoutDocker = true)
final class LocalStackTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUP = "/aws/lambda/orders";
  private static final String LOG_STREAM = "2026/01/01/[$LATEST]0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// The last version that does not require an account.
  @Container
  private static final LocalStackContainer LOCALSTACK =
      new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.14.0"))
          .withServices("iam", "kinesis", "logs", "sts");

  @TempDir private Path folder;
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private CloudWatchLogsClient logs;
  private KinesisClient kinesis;

  @BeforeEach
  void connect() {
    logs = client(CloudWatchLogsClient.builder());
    kinesis = client(KinesisClient.builder());
  }

  @AfterEach
  void close() {
    logs.close();
    kinesis.close();
    receiver.close();
  }

  @Test
  void everyEventOfASubscriptionFilterArrives() throws Exception {
    String shard = subscribe("orders-stream");
    List<String> messages =
        IntStream.range(0, 20).mapToObj(n -> "order %d – \"bezahlt\" ✓".formatted(n)).toList();
    put(messages);
    List<byte[]> payloads = payloads(shard, messages.size());

    LocalLambda.Options options =
        LocalLambda.Options.of(
                ProjectRoot.find().resolve("target/function"),
                "dev.cwforwarder.handler.SubscriptionHandler",
                folder)
            .withEnvironment(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString()));
    try (LocalLambda lambda = LocalLambda.create(options)) {
      for (byte[] payload : payloads) {
        InvocationResult result = lambda.invoke(envelope(payload));
        assertThat(result.succeeded()).as(result.payload()).isTrue();
      }
    }

    assertThat(receiver.records())
        .extracting(one -> one.getBody().getStringValue())
        .containsExactlyElementsOf(messages);
    assertThat(receiver.uids()).isEqualTo(ids(payloads)).doesNotHaveDuplicates();
    assertThat(resourceAttributes())
        .containsEntry("cloudwatch.log.group.name", GROUP)
        .containsEntry("cloudwatch.log.stream", LOG_STREAM);
  }

  /// Creates a stream, and a filter that sends all events of the group to it. Returns a shard
  /// iterator.
  private String subscribe(String stream) {
    kinesis.createStream(request -> request.streamName(stream).shardCount(1));
    kinesis.waiter().waitUntilStreamExists(request -> request.streamName(stream));
    String arn =
        kinesis
            .describeStreamSummary(request -> request.streamName(stream))
            .streamDescriptionSummary()
            .streamARN();
    logs.createLogGroup(request -> request.logGroupName(GROUP));
    logs.createLogStream(request -> request.logGroupName(GROUP).logStreamName(LOG_STREAM));
    logs.putSubscriptionFilter(
        request ->
            request
                .logGroupName(GROUP)
                .filterName("clickstack")
                .filterPattern("")
                .destinationArn(arn)
                .roleArn("arn:aws:iam::000000000000:role/logs-to-kinesis"));
    String shard =
        kinesis.listShards(request -> request.streamName(stream)).shards().getFirst().shardId();
    return kinesis
        .getShardIterator(
            request ->
                request
                    .streamName(stream)
                    .shardId(shard)
                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
  }

  private void put(List<String> messages) {
    long now = Instant.now().toEpochMilli();
    logs.putLogEvents(
        request ->
            request
                .logGroupName(GROUP)
                .logStreamName(LOG_STREAM)
                .logEvents(
                    IntStream.range(0, messages.size())
                        .mapToObj(
                            n ->
                                InputLogEvent.builder()
                                    .timestamp(now + n)
                                    .message(messages.get(n))
                                    .build())
                        .toList()));
  }

  /// Waits until the filter has delivered `events` events, and returns the compressed payloads.
  private List<byte[]> payloads(String shardIterator, int events) throws Exception {
    List<byte[]> payloads = new ArrayList<>();
    String next = shardIterator;
    Instant end = Instant.now().plus(PATIENCE);
    while (ids(payloads).size() < events) {
      assertThat(Instant.now()).as("events in the stream: %s", ids(payloads)).isBefore(end);
      String iterator = next;
      GetRecordsResponse answer = kinesis.getRecords(request -> request.shardIterator(iterator));
      for (Record record : answer.records()) {
        payloads.add(record.data().asByteArray());
      }
      next = answer.nextShardIterator();
      Thread.sleep(200);
    }
    return payloads;
  }

  /// The event with which Lambda would invoke the function.
  private static String envelope(byte[] payload) {
    return "{\"awslogs\":{\"data\":\"%s\"}}".formatted(Base64.getEncoder().encodeToString(payload));
  }

  private static List<String> ids(List<byte[]> payloads) throws IOException {
    List<String> ids = new ArrayList<>();
    for (byte[] payload : payloads) {
      try (GZIPInputStream json = new GZIPInputStream(new ByteArrayInputStream(payload))) {
        JsonNode events = JSON.readTree(json).path("logEvents");
        StreamSupport.stream(events.spliterator(), false)
            .map(one -> one.path("id").asText())
            .forEach(ids::add);
      }
    }
    return ids;
  }

  private Map<String, String> resourceAttributes() {
    return receiver
        .accepted()
        .getFirst()
        .request()
        .getResourceLogs(0)
        .getResource()
        .getAttributesList()
        .stream()
        .filter(one -> one.getValue().hasStringValue())
        .collect(Collectors.toMap(KeyValue::getKey, one -> one.getValue().getStringValue()));
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder) {
    return builder
        .endpointOverride(LOCALSTACK.getEndpoint())
        .region(Region.of(LOCALSTACK.getRegion()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LOCALSTACK.getAccessKey(), LOCALSTACK.getSecretKey())))
        // The first request starts a service and takes long; a retry would fail on existing
        // resources.
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(2)))
        .build();
  }
}
