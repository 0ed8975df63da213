package dev.cwforwarder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cwforwarder.testing.CommandLine;
import dev.cwforwarder.testing.aws.LogsServer;
import dev.cwforwarder.testing.aws.SimulatedCloudWatch;
import dev.cwforwarder.testing.otlp.ClickHouseProcess;
import dev.cwforwarder.testing.otlp.CollectorProcess;
import dev.cwforwarder.testing.time.Waiting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Events of 300 days reach the table that ClickStack queries, which is partitioned by day and has
/// no TTL here. ClickHouse refuses an insert of more than 100 partitions, and each insert is what
/// the collector receives within 5 s from all senders.
@Tag("collector")
final class OldEventsTest {
  private static final int DAYS = 300;
  private static final int EVENTS_OF_DAY = 10;
  private static final String KEY = "ingestion-key";
  private static final String OLD = "/archive/orders";

  @TempDir private Path folder;
  private final SimulatedCloudWatch cloudWatch =
      new SimulatedCloudWatch(Clock.systemUTC(), new SplittableRandom(1), 100);
  private final LogsServer logs = LogsServer.start(cloudWatch);
  private ClickHouseProcess clickhouse;
  private CollectorProcess collector;

  @BeforeEach
  void start() {
    clickhouse = ClickHouseProcess.start();
    collector = CollectorProcess.startWithBatches(KEY, clickhouse);
    cloudWatch.create(OLD, "STANDARD");
    long last = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
    for (int n = 0; n < DAYS * EVENTS_OF_DAY; n++) {
      long at = last - n * Duration.ofDays(1).toMillis() / EVENTS_OF_DAY;
      cloudWatch.put(OLD, "stream-" + n % 3, at, at, at, "event " + n);
    }
  }

  @AfterEach
  void stop() {
    logs.close();
    collector.close();
    clickhouse.close();
  }

  @Test
  void aBackfillOfThreeHundredDaysIsStored() throws Exception {
    Map<String, String> nothing =
        Map.of("POLL_CONFIG", "{region: us-east-1, logs: {groups: {only_delegated: true}}}");

    poll(nothing, "backfill", OLD, "--from", "301d", "--include-expired");
    poll(nothing, "run", "--once");

    assertEveryRowIsStoredInSmallInserts();
  }

  @Test
  void pollingFromAStartThreeHundredDaysAgoIsStored() throws Exception {
    Map<String, String> past =
        Map.of(
            "CLICKSTACK_RETENTION_DAYS",
            "400",
            "POLL_CONFIG",
            "{region: us-east-1, logs: {start_from: 301d, groups: {named: {%s: }}}}"
                .formatted(OLD));

    poll(past, "run", "--once");

    assertEveryRowIsStoredInSmallInserts();
  }

  private void assertEveryRowIsStoredInSmallInserts() {
    int rows = DAYS * EVENTS_OF_DAY;
    Waiting.until(() -> count("count()", "otel_logs") >= rows, () -> "the rows of 300 days");
    assertThat(count("uniqExact(LogAttributes['log.record.uid'])", "otel_logs")).isEqualTo(rows);
    assertThat(count("uniqExact(toDate(Timestamp))", "otel_logs")).isGreaterThanOrEqualTo(DAYS);
    assertThat(count("sum(rows)", "inserts")).isEqualTo(rows);
    assertThat(count("max(partitions)", "inserts")).isBetween(1, 40);
    System.out.printf(
        "%d rows in %d inserts of at most %d partitions%n",
        rows, count("count()", "inserts"), count("max(partitions)", "inserts"));
  }

  private int count(String expression, String table) {
    JsonNode row =
        clickhouse
            .query("SELECT toInt32(%s) AS n FROM default.%s".formatted(expression, table))
            .getFirst();
    return row.path("n").asInt();
  }

  private void poll(Map<String, String> more, String... arguments) throws Exception {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint().toString());
    environment.put("CLICKSTACK_API_KEY", KEY);
    environment.put("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", logs.endpoint().toString());
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("AWS_REGION", "us-east-1");
    List<String> command = new ArrayList<>(List.of("poll"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--state", folder.resolve("state.json").toString()));
    CommandLine poll = CommandLine.run(environment, command);
    assertThat(poll.code()).as(poll.output()).isZero();
  }
}
