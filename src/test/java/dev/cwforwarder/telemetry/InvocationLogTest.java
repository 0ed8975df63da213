package dev.cwforwarder.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.testing.time.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class InvocationLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> UNITS = Set.of("Count", "Bytes", "Milliseconds");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ManualClock clock = new ManualClock();
  private final InvocationLog log =
      new InvocationLog(
          new Log(new PrintStream(out, true, UTF_8), clock), "forwarder", "request-1");

  @Test
  void successIsOneLine() throws JsonProcessingException {
    log.put(Metric.EVENTS_RECEIVED, 20).put(Metric.BYTES_SENT, 1_234_567_890_123L).succeeded();

    assertThat(lines())
        .containsExactly(
            JSON.readTree(
                """
                {"timestamp":"2026-01-01T00:00:00Z","level":"INFO","message":"forwarded",
                 "requestId":"request-1",
                 "_aws":{"Timestamp":1767225600000,"CloudWatchMetrics":[
                   {"Namespace":"ClickStackForwarder","Dimensions":[["FunctionName"]],"Metrics":[
                     {"Name":"EventsReceived","Unit":"Count"},
                     {"Name":"BytesSent","Unit":"Bytes"}]}]},
                 "FunctionName":"forwarder","EventsReceived":20,"BytesSent":1234567890123}"""));
  }

  @Test
  void failureContainsTheReason() throws JsonProcessingException {
    log.put(Metric.EVENTS_UNDELIVERED, 3).failed("3 of 3 records undelivered: \"HTTP 503\"");

    assertThat(lines()).hasSize(1);
    assertThat(lines().getFirst().path("level").asText()).isEqualTo("ERROR");
    assertThat(lines().getFirst().path("message").asText())
        .isEqualTo("3 of 3 records undelivered: \"HTTP 503\"");
    assertThat(lines().getFirst().path("EventsUndelivered").asInt()).isEqualTo(3);
  }

  @Test
  void everyReasonHasItsOwnLine() throws JsonProcessingException {
    log.put(Metric.EVENTS_DROPPED, Map.of("loop", 2, "empty", 5)).succeeded();

    assertThat(lines()).hasSize(3);
    assertThat(lines().getFirst().path("EventsDropped").asInt()).isEqualTo(7);
    assertThat(lines().subList(1, 3))
        .allSatisfy(line -> assertThat(dimensions(line)).containsExactly("FunctionName", "reason"))
        .extracting(line -> line.path("reason").asText() + "=" + line.path("EventsDropped").asInt())
        .containsExactly("empty=5", "loop=2");
    assertThat(lines().getLast().path("message").asText()).isEqualTo("EventsDropped: loop");
    assertThat(lines().getLast().path("requestId").asText()).isEqualTo("request-1");
  }

  @Test
  void withoutReasonsTheMetricIsZero() throws JsonProcessingException {
    log.put(Metric.EVENTS_STORED, Map.of()).succeeded();

    assertThat(lines()).hasSize(1);
    assertThat(lines().getFirst().path("EventsStored").isIntegralNumber()).isTrue();
    assertThat(lines().getFirst().path("EventsStored").asInt()).isZero();
  }

  /// AWS bills each metric for the hours in which it has values.
  @Test
  void aCountOfNothingIsInTheLineButNoMetric() throws JsonProcessingException {
    log.put(Metric.EVENTS_RECEIVED, 3)
        .put(Metric.RETRIES, 0)
        .put(Metric.EVENTS_STORED, Map.of())
        .succeeded();

    assertThat(lines()).hasSize(1).allSatisfy(InvocationLogTest::isValidEmf);
    assertThat(metricNames(lines().getFirst())).containsExactly("EventsReceived");
    assertThat(lines().getFirst().path("Retries").isIntegralNumber()).isTrue();
  }

  @Test
  void anInvocationWithNothingToDoHasNoMetrics() throws JsonProcessingException {
    log.put(Metric.EVENTS_RECEIVED, 0).put(Metric.REPLAY_BACKLOG_AGE, 0).succeeded("nothing");

    assertThat(lines()).hasSize(1);
    assertThat(lines().getFirst().has("_aws")).isFalse();
    assertThat(lines().getFirst().path("ReplayBacklogAge").isIntegralNumber()).isTrue();
    assertThat(lines().getFirst().path("FunctionName").asText()).isEqualTo("forwarder");
  }

  @Test
  void laterInvocationDeclaresItsOwnMetrics() throws JsonProcessingException {
    log.put(Metric.REQUESTS, 1).succeeded();
    log.put(Metric.RETRIES, 1).succeeded();

    assertThat(lines()).hasSize(2).allSatisfy(InvocationLogTest::isValidEmf);
    assertThat(metricNames(lines().getFirst())).containsExactly("Requests");
    assertThat(metricNames(lines().getLast())).containsExactly("Requests", "Retries");
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void everyLineIsValidEmf(Metric metric) throws JsonProcessingException {
    log.put(metric, Map.of("a \"reason\"", 1, "another", 2)).failed("\u0000 \n");

    assertThat(lines()).hasSize(3).allSatisfy(InvocationLogTest::isValidEmf);
    assertThat(lines())
        .allSatisfy(line -> assertThat(metricNames(line)).containsExactly(metric.metricName()));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void metricHasAValidNameAndUnit(Metric metric) {
    assertThat(metric.metricName()).matches(Pattern.compile("[A-Z][A-Za-z]+"));
    assertThat(metric.unit()).isIn(UNITS);
  }

  /// The rules of the specification; CloudWatch ignores a line that violates them.
  private static void isValidEmf(JsonNode line) {
    JsonNode metadata = line.path("_aws");
    assertThat(metadata.path("Timestamp").isIntegralNumber()).isTrue();
    assertThat(metadata.path("CloudWatchMetrics")).hasSize(1);
    assertThat(metadata.at("/CloudWatchMetrics/0/Namespace").asText())
        .isEqualTo("ClickStackForwarder");
    assertThat(metadata.at("/CloudWatchMetrics/0/Dimensions")).hasSize(1);
    assertThat(dimensions(line))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(line.path(name).asText()).isNotEmpty());
    for (JsonNode metric : metadata.at("/CloudWatchMetrics/0/Metrics")) {
      assertThat(line.path(metric.path("Name").asText()).isNumber()).isTrue();
      assertThat(metric.path("Unit").asText()).isIn(UNITS);
    }
  }

  private static List<String> dimensions(JsonNode line) {
    List<String> names = new ArrayList<>();
    line.at("/_aws/CloudWatchMetrics/0/Dimensions/0").forEach(name -> names.add(name.asText()));
    return names;
  }

  private static List<String> metricNames(JsonNode line) {
    List<String> names = new ArrayList<>();
    line.at("/_aws/CloudWatchMetrics/0/Metrics")
        .forEach(metric -> names.add(metric.path("Name").asText()));
    return names;
  }

  private List<JsonNode> lines() throws JsonProcessingException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString(UTF_8).lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
