package dev.cwforwarder.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.lambda.ProjectRoot;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.otlp.ClickHouseProcess;
import dev.cwforwarder.testing.otlp.CollectorProcess;
import dev.cwforwarder.testing.time.Waiting;
import dev.cwforwarder.wiring.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pushed events are in the table that ClickStack queries: `otel_logs`. Each test uses a log group
/// of its own.
@Tag("collector")
final class ClickHouseTest {
  private static final String KEY = "ingestion-key";

  private static ClickHouseProcess clickhouse;
  private static CollectorProcess collector;

  @BeforeAll
  static void start() {
    clickhouse = ClickHouseProcess.start();
    collector = CollectorProcess.start(KEY, clickhouse);
  }

  @AfterAll
  static void stop() {
    collector.close();
    clickhouse.close();
  }

  @Test
  void aRecordIsFoundByItsUid() {
    LogEvent event = Payloads.event(0, "payment 4711 refused, café");
    push("payments", List.of(event));

    assertThat(await("payments", 1)).hasSize(1);
    JsonNode row =
        clickhouse
            .query(
                """
                SELECT
                  toUnixTimestamp64Milli(Timestamp) AS millis, ServiceName, Body, ScopeName,
                  ResourceAttributes['cloudwatch.log.group.name'] AS log_group,
                  ResourceAttributes['cloudwatch.log.stream'] AS log_stream,
                  ResourceAttributes['aws.region'] AS region,
                  ResourceAttributes['cloud.account.id'] AS account
                FROM otel_logs
                WHERE LogAttributes['log.record.uid'] = '%s'
                """
                    .formatted(event.id()))
            .getFirst();

    assertThat(row.path("millis").asLong()).isEqualTo(event.timestampMillis());
    assertThat(row.path("ServiceName").asText()).isEqualTo("payments");
    assertThat(row.path("Body").asText()).isEqualTo(event.message());
    assertThat(row.path("ScopeName").asText()).isEqualTo(Version.NAME);
    assertThat(row.path("log_group").asText()).isEqualTo("/aws/lambda/payments");
    assertThat(row.path("log_stream").asText()).isEqualTo("stream");
    assertThat(row.path("region").asText()).isEqualTo("eu-central-1");
    assertThat(row.path("account").asText()).isEqualTo("111122223333");
  }

  @Test
  void severitiesAreThoseThatClickStackReads() {
    List<String> messages =
        List.of(
            "[ERROR] cannot connect",
            "2026-01-01 WARN slow",
            "nothing special",
            "{\"level\":\"DEBUG\",\"order\":{\"id\":7}}");
    push("severities", numbered(100, messages));

    List<JsonNode> rows = await("severities", messages.size());

    assertThat(rows)
        .extracting(row -> row.path("SeverityText").asText())
        .containsExactly("error", "warn", "info", "debug");
    assertThat(rows.getLast().path("LogAttributes").path("order.id").asText()).isEqualTo("7");
  }

  @Test
  void aPayloadDeliveredTwiceHasTheSameUidsTwice() {
    List<LogEvent> events = Payloads.events(1_500).subList(1_000, 1_500);
    push("twice", events);
    push("twice", events);

    await("twice", 1_000);

    JsonNode counts =
        clickhouse
            .query(
                """
                SELECT count() AS rows, uniqExact(LogAttributes['log.record.uid']) AS records
                FROM otel_logs WHERE ServiceName = 'twice'
                """)
            .getFirst();
    assertThat(counts.path("rows").asInt()).isEqualTo(1_000);
    assertThat(counts.path("records").asInt()).isEqualTo(500);
  }

  @Test
  void recordsOfThePackagedFunctionAreFoundToo(@TempDir Path failures) {
    Path function = ProjectRoot.find().resolve("target/function");
    assertThat(function).as("created by `mvnw package`").isDirectory();
    LocalLambda.Options options =
        LocalLambda.Options.of(function, SubscriptionHandler.class.getName(), failures)
            .with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint().toString())
            .with("CLICKSTACK_API_KEY", KEY);
    byte[] event =
        Payloads.invocation(source("packaged"), Payloads.events(2_003).subList(2_000, 2_003));

    try (LocalLambda lambda = LocalLambda.create(options)) {
      assertThat(lambda.invoke(new String(event, UTF_8)))
          .as(() -> lambda.processes().getLast().stderr().lines().toString())
          .isInstanceOf(InvocationResult.Success.class);
    }

    assertThat(await("packaged", 3)).hasSize(3);
  }

  private static List<LogEvent> numbered(int first, List<String> messages) {
    return IntStream.range(0, messages.size())
        .mapToObj(n -> Payloads.event(first + n, messages.get(n)))
        .toList();
  }

  private static void push(String function, List<LogEvent> events) {
    new PushPath(collector.endpoint(), KEY).handle(Payloads.invocation(source(function), events));
  }

  private static LogSource source(String function) {
    return new LogSource("111122223333", "eu-central-1", "/aws/lambda/" + function, "stream");
  }

  /// Waits until the service has `count` rows: they appear one batch after the acknowledgement.
  private static List<JsonNode> await(String service, int count) {
    String sql =
        "SELECT SeverityText, LogAttributes FROM otel_logs WHERE ServiceName = '%s' ORDER BY Timestamp"
            .formatted(service);
    Waiting.until(() -> clickhouse.query(sql).size() >= count, () -> "rows of " + service);
    return clickhouse.query(sql);
  }
}
