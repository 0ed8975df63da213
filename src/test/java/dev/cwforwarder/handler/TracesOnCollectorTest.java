package dev.cwforwarder.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cwforwarder.demo.Day;
import dev.cwforwarder.demo.DemoDay;
import dev.cwforwarder.local.SubscriptionEvent;
import dev.cwforwarder.local.otlp.OtelTracesRows;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.testing.otlp.ClickHouseProcess;
import dev.cwforwarder.testing.otlp.CollectorProcess;
import dev.cwforwarder.testing.time.Waiting;
import dev.cwforwarder.wiring.Wiring;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A trace of the demo day, written by a collector into ClickHouse: a tree of spans with their
/// logs.
@Tag("collector")
final class TracesOnCollectorTest {
  private static final String KEY = "ingestion-key";
  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:forwarder:live";
  private static final String ORDER = "A-389987";

  private static final String TREE =
      """
      SELECT span.SpanName AS name, span.ServiceName AS service, span.SpanKind AS kind,
             span.StatusCode AS status, toString(round(span.Duration / 1e6)) AS ms, parent.SpanName AS parent,
             arrayStringConcat(arraySort(groupArrayIf(log.Body, log.Body != '')), '; ') AS lines
      FROM otel_traces AS span
      LEFT JOIN otel_traces AS parent ON parent.TraceId = span.TraceId AND parent.SpanId = span.ParentSpanId
      LEFT JOIN otel_logs AS log ON log.TraceId = span.TraceId AND log.SpanId = span.SpanId
      WHERE span.TraceId = 'TRACE'
      GROUP BY span.SpanId, span.Timestamp, name, service, kind, status, ms, parent
      ORDER BY span.Timestamp, ms DESC, name
      """;

  private final List<SubscriptionEvent> payloads = payloadsOfTheOrder();
  private final String trace = traceOfTheOrder();

  @Test
  void orderIsATreeWithItsLogs() {
    try (OtlpReceiver receiver = OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey(KEY));
        ClickHouseProcess clickhouse = ClickHouseProcess.start();
        CollectorProcess collector = CollectorProcess.start(KEY, clickhouse)) {
      send(receiver.endpoint());
      send(collector.endpoint());
      int logs = receiver.records().size();
      int spans = receiver.spans().size();
      Waiting.until(
          () ->
              clickhouse.query("SELECT 1 FROM otel_logs").size() >= logs
                  && clickhouse.query("SELECT 1 FROM otel_traces").size() >= spans,
          () -> "rows");

      assertThat(spans).isGreaterThan(300);
      assertThat(bySpan(clickhouse.query("SELECT * FROM otel_traces")))
          .isEqualTo(
              bySpan(
                  receiver.traceRequests().stream()
                      .flatMap(one -> OtelTracesRows.of(one.request()).stream())
                      .toList()));
      assertThat(clickhouse.query(TREE.replace("TRACE", trace)))
          .extracting(TracesOnCollectorTest::line)
          .containsExactly(
              "POST /v1/orders | api-gateway | Server | Error | 580 |  | POST /v1/orders 502:"
                  + " order-service failed",
              "Invoke order-service | api-gateway | Client | Error | 578 | POST /v1/orders | ",
              "order-service | order-service | Server | Error | 576 | Invoke order-service | order"
                  + " A-389987 not paid: payment-processor failed with 500; order A-389987"
                  + " received; payment-processor failed with 500, attempt 1 of 3;"
                  + " payment-processor failed with 500, attempt 2 of 3",
              "Invoke payment-processor | order-service | Client | Error | 12 | order-service | ",
              "payment-processor | payment-processor | Server | Error | 11 | Invoke"
                  + " payment-processor | charging order A-389987",
              "Invoke payment-processor | order-service | Client | Error | 13 | order-service | ",
              "payment-processor | payment-processor | Server | Error | 12 | Invoke"
                  + " payment-processor | charging order A-389987",
              "Invoke payment-processor | order-service | Client | Error | 21 | order-service | ",
              "payment-processor | payment-processor | Server | Error | 20 | Invoke"
                  + " payment-processor | charging order A-389987",
              "orders@orders-db | order-service | Client | Unset | 7 | order-service | ");
    }
  }

  /// Sends all payloads of the order, as the function does.
  private void send(URI endpoint) {
    SubscriptionPipeline pipeline =
        SubscriptionPipeline.of(
            Wiring.of(
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    endpoint.toString(),
                    "CLICKSTACK_API_KEY",
                    KEY,
                    "AWS_REGION",
                    "us-east-1"),
                System.out));
    for (SubscriptionEvent payload : payloads) {
      Deadline deadline = Deadline.in(Duration.ofSeconds(30), Clock.systemUTC());
      pipeline.run(
          payload.toEvent().getBytes(UTF_8), new Invocation("forwarder", ARN, "request", deadline));
    }
  }

  /// The columns of a row.
  private static String line(JsonNode row) {
    return Stream.of("name", "service", "kind", "status", "ms", "parent", "lines")
        .map(name -> row.path(name).asText())
        .collect(Collectors.joining(" | "));
  }

  private static List<SubscriptionEvent> payloadsOfTheOrder() {
    List<SubscriptionEvent> all =
        DemoDay.of(new Day(LocalDate.of(2025, 12, 7)), DemoDay.SEED).payloads();
    String trace = trace(all);
    return all.stream()
        .filter(
            payload -> payload.entries().stream().anyMatch(one -> one.message().contains(trace)))
        .toList();
  }

  private String traceOfTheOrder() {
    return trace(payloads);
  }

  private static String trace(List<SubscriptionEvent> payloads) {
    return payloads.stream()
        .flatMap(payload -> payload.entries().stream())
        .map(SubscriptionEvent.Entry::message)
        .filter(message -> message.contains(ORDER) && message.contains("\"trace_id\":\""))
        .map(message -> message.replaceAll("(?s).*\"trace_id\":\"([0-9a-f]{32})\".*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  /// Rows by trace and span, with numbers as text: ClickHouse writes those of 64 bits as text.
  private static Map<String, JsonNode> bySpan(List<? extends JsonNode> rows) {
    Map<String, JsonNode> bySpan = new TreeMap<>();
    for (JsonNode row : rows) {
      ObjectNode copy = row.deepCopy();
      copy.put("Duration", row.path("Duration").asText());
      bySpan.put(row.path("TraceId").asText() + row.path("SpanId").asText(), copy);
    }
    return bySpan;
  }
}
