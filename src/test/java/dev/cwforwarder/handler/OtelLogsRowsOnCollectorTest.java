package dev.cwforwarder.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cwforwarder.demo.Day;
import dev.cwforwarder.demo.DemoDay;
import dev.cwforwarder.local.SubscriptionEvent;
import dev.cwforwarder.local.otlp.OtelLogsRows;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.testing.otlp.ClickHouseProcess;
import dev.cwforwarder.testing.otlp.CollectorProcess;
import dev.cwforwarder.testing.time.Waiting;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The demo day is written as the same rows that a collector writes into ClickHouse.
@Tag("collector")
final class OtelLogsRowsOnCollectorTest {
  private static final String KEY = "ingestion-key";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void rowsEqualThoseOfTheCollector() {
    List<SubscriptionEvent> payloads = oneOfEachService();
    int records = payloads.stream().mapToInt(payload -> payload.entries().size()).sum();
    try (OtlpReceiver receiver = OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey(KEY));
        ClickHouseProcess clickhouse = ClickHouseProcess.start();
        CollectorProcess collector = CollectorProcess.start(KEY, clickhouse)) {
      PushPath toReceiver = new PushPath(receiver.endpoint(), KEY);
      PushPath toCollector = new PushPath(collector.endpoint(), KEY);
      for (SubscriptionEvent payload : payloads) {
        toReceiver.handle(payload.toEvent().getBytes(UTF_8));
        toCollector.handle(payload.toEvent().getBytes(UTF_8));
      }
      Waiting.until(
          () -> clickhouse.query("SELECT 1 FROM otel_logs").size() >= records, () -> "rows");

      Map<String, JsonNode> written =
          byUid(clickhouse.query("SELECT * EXCEPT TimestampTime FROM otel_logs"));
      Map<String, JsonNode> made =
          byUid(
              receiver.accepted().stream()
                  .flatMap(one -> OtelLogsRows.of(one.request()).stream())
                  .toList());
      assertThat(written).hasSize(records);
      assertThat(made.keySet()).isEqualTo(written.keySet());
      assertThat(differences(written, made)).isEmpty();
    }
  }

  /// The last payloads of each kind of log, which have the most variety.
  private static List<SubscriptionEvent> oneOfEachService() {
    Map<String, SubscriptionEvent> payloads = new LinkedHashMap<>();
    for (SubscriptionEvent payload :
        DemoDay.of(new Day(LocalDate.of(2025, 12, 7)), DemoDay.SEED).payloads()) {
      if (payload.logGroup().equals("aws/spans")) {
        continue; // see TracesOnCollectorTest
      }
      String component = payload.logStream().split("[-/]", 2)[0];
      payloads.put(payload.logGroup() + component, payload);
    }
    return List.copyOf(payloads.values());
  }

  /// Known differences. The test collector only checks for a missing severity text, ClickStack's
  /// checks the number as well.
  private static List<String> differences(
      Map<String, JsonNode> written, Map<String, JsonNode> made) {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, JsonNode> row : written.entrySet()) {
      JsonNode ours = made.getOrDefault(row.getKey(), MissingNode.getInstance());
      for (Map.Entry<String, JsonNode> column : row.getValue().properties()) {
        String name = column.getKey();
        boolean inferred = name.equals("SeverityNumber") && column.getValue().asInt() == 0;
        if (!inferred && !column.getValue().equals(ours.path(name))) {
          differences.add(
              row.getKey() + " " + name + ": " + column.getValue() + " or " + ours.path(name));
        }
      }
    }
    return differences;
  }

  private static Map<String, JsonNode> byUid(List<? extends JsonNode> rows) {
    Map<String, JsonNode> byUid = new TreeMap<>();
    rows.forEach(row -> byUid.put(row.at("/LogAttributes/log.record.uid").asText(), sorted(row)));
    return byUid;
  }

  /// With columns and attributes sorted by name.
  private static JsonNode sorted(JsonNode row) {
    ObjectNode sorted = JSON.createObjectNode();
    Map<String, JsonNode> members = new TreeMap<>();
    row.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    members.forEach((name, value) -> sorted.set(name, value.isObject() ? sorted(value) : value));
    return sorted;
  }
}
