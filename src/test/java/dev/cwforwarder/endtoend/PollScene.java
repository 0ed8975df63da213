package dev.cwforwarder.endtoend;

import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.testing.aws.LogsServer;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.aws.SimulatedCloudWatch;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The environment of the poller on loopback: CloudWatch Logs over HTTP, a DynamoDB API, and a
/// receiver. Events are identified by their text, which Logs Insights does not change.
final class PollScene implements AutoCloseable {
  static final String TABLE = "checkpoints";
  static final String STANDARD = "/aws/lambda/orders";
  static final String INFREQUENT = "/archive/audit";
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  final OtlpReceiver receiver = OtlpReceiver.start();
  final SimulatedCloudWatch cloudWatch;
  final LogsServer logs;
  final Set<String> due = ConcurrentHashMap.newKeySet();
  final MotoServer moto = MotoServer.start();
  private final SplittableRandom random = new SplittableRandom(42);
  private int number;

  PollScene(int requestsPerSecond) {
    cloudWatch =
        new SimulatedCloudWatch(Clock.systemUTC(), new SplittableRandom(1), requestsPerSecond);
    logs = LogsServer.start(cloudWatch);
    cloudWatch.create(STANDARD, "STANDARD");
    cloudWatch.create(INFREQUENT, "INFREQUENT_ACCESS");
    moto.createTable(TABLE);
  }

  /// Adds an hour of events before the start of the poller, in both log classes: some are late by
  /// up to 50 minutes, and some are bursts in one millisecond.
  void past(int events) {
    long now = System.currentTimeMillis();
    for (int i = 0; i < events; i++) {
      long ingestion = now - 12 * MINUTE - random.nextLong(48 * MINUTE);
      long lateness = i % 10 == 0 ? random.nextLong(50 * MINUTE) : random.nextLong(1_000);
      put(STANDARD, ingestion - lateness, ingestion);
      if (i % 4 == 0) {
        put(INFREQUENT, ingestion - random.nextLong(MINUTE), ingestion);
      }
    }
    for (int i = 0; i < events / 5; i++) {
      put(STANDARD, now - 20 * MINUTE, now - 20 * MINUTE + 5);
    }
  }

  /// Adds events with the current time.
  void present(int events) {
    for (int i = 0; i < events; i++) {
      long now = System.currentTimeMillis();
      put(STANDARD, i % 5 == 0 ? now - random.nextLong(MINUTE) : now, now);
    }
  }

  private void put(String group, long timestamp, long ingestion) {
    String text = "event %d of %s".formatted(++number, group);
    due.add(text);
    cloudWatch.put(
        group, "stream-" + number % 3, timestamp, ingestion, ingestion + random.nextInt(800), text);
  }

  /// Deletes the leases of killed invocations, which would otherwise block others for 30 s.
  void deleteLeases() {
    try (DynamoDbClient dynamo = moto.client(DynamoDbClient.builder())) {
      dynamo.scan(scan -> scan.tableName(TABLE)).items().stream()
          .map(item -> item.get("id"))
          .filter(id -> id.s().startsWith("lease#"))
          .forEach(id -> dynamo.deleteItem(item -> item.tableName(TABLE).key(Map.of("id", id))));
    }
  }

  /// The settings of a poller in the syntax of the collector's receiver.
  static String config() {
    return """
    awscloudwatch:
      region: eu-central-1
      logs:
        poll_interval: 1s
        settle: 2s
        start_from: 70m
        insights:
          interval: 1m
        groups:
          autodiscover:
            limit: 100
    """;
  }

  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString());
    environment.put("RETRY_BUDGET_MS", "200");
    environment.put("POLL_CONFIG", config());
    environment.put("POLL_INSIGHTS", "on");
    environment.put("CHECKPOINT_TABLE", TABLE);
    environment.put("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", logs.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", moto.endpoint().toString());
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("AWS_REGION", "us-east-1");
    return environment;
  }

  LocalLambda function(Path folder, Duration timeout) {
    LocalLambda.Options options =
        LocalLambda.Options.of(
            Path.of("target/function"),
            "dev.cwforwarder.handler.PollHandler",
            folder.resolve("failures"));
    for (Map.Entry<String, String> variable : environment().entrySet()) {
      options = options.with(variable.getKey(), variable.getValue());
    }
    return LocalLambda.create(options.withTimeout(timeout));
  }

  /// The number of copies of each text that arrived.
  Map<String, Integer> arrived() {
    Map<String, Integer> counts = new HashMap<>();
    receiver
        .records()
        .forEach(record -> counts.merge(record.getBody().getStringValue(), 1, Integer::sum));
    return counts;
  }

  /// The due events that have not arrived.
  Set<String> missing() {
    Set<String> missing = new TreeSet<>(due);
    missing.removeAll(arrived().keySet());
    return missing;
  }

  @Override
  public void close() {
    logs.close();
    moto.close();
    receiver.close();
  }
}
