package dev.cwforwarder.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.local.otlp.ReceivedTraces;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.testing.Spans;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The settings of spans, and of log records of OpenTelemetry, apply wherever records come from.
final class TraceWiringTest {
  private static final String KEY = "key-of-logs";
  private static final String OTEL_LOG =
      "{\"observedTimeUnixNano\":1790812800000000001,\"body\":\"restored\"}";
  private static final LogBatch BATCH =
      Spans.batch(List.of("a log", Spans.message(0), OTEL_LOG, "  continues the line before"));

  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @ParameterizedTest
  @EnumSource
  void spansAndLogRecordsAreRestoredOnEachPath(IngestPath path) {
    assertThat(forward(path, Map.of("PARSE_CONTENT", "off")).exported()).isEqualTo(4);

    assertThat(receiver.spans()).extracting(Span::getName).containsExactly("span-0");
    assertThat(bodies()).containsExactly("a log", "restored", "  continues the line before");
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsRestoredIfTheSettingIsOff(IngestPath path) {
    assertThat(forward(path, Map.of("RESTORE_OTEL", "off")).exported()).isEqualTo(4);

    assertThat(receiver.traceRequests()).isEmpty();
    assertThat(bodies()).hasSize(4).anyMatch(body -> body.contains("observedTimeUnixNano"));
  }

  @Test
  void recordsOfOpenTelemetryAreNotJoinedWithLines() {
    forward(IngestPath.PUSH, Map.of("MULTILINE", "auto"));

    assertThat(bodies()).containsExactly("a log", "restored", "  continues the line before");
  }

  @Test
  void spansOfTheForwardersOwnFunctionsAreDroppedAndCounted() {
    LogBatch batch =
        Spans.batch(
            List.of(spanOfFunction(0, "own-poll"), spanOfFunction(1, "running"), Spans.message(2)));

    Delivery delivery =
        forwarder(
            IngestPath.PUSH,
            Map.of(
                "AWS_LAMBDA_FUNCTION_NAME",
                "running",
                "OWN_LOG_GROUPS",
                "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/own-poll"),
            batch);

    assertThat(delivery.dropped()).isEqualTo(Map.of("loop", 2));
    assertThat(delivery.exported()).isOne();
  }

  private static String spanOfFunction(int n, String name) {
    String arn = "arn:aws:lambda:eu-central-1:111122223333:function:" + name;
    return Spans.message(n)
        .replace("\"service.name\":\"shop\"", "\"cloud.resource_id\":\"" + arn + "\"");
  }

  @Test
  void theKeyIsSentWithSpansUnlessTheyHaveOneOfTheirOwn() {
    forward(IngestPath.PUSH, Map.of());
    forward(
        IngestPath.PUSH,
        Map.of("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "authorization=key-of-traces,x-team=traces"));

    assertThat(receiver.traceRequests())
        .extracting(one -> one.http().header("authorization"))
        .containsExactly(KEY, "key-of-traces");
    assertThat(receiver.traceRequests().getLast().http().header("x-team")).isEqualTo("traces");
    assertThat(receiver.requests())
        .extracting(one -> one.http().header("authorization"))
        .containsExactly(KEY, KEY);
  }

  /// The secret does not exist: to look the key up would leave the span undelivered.
  @Test
  void noKeyIsLookedUpForSpansThatHaveOneOfTheirOwn() {
    Map<String, String> settings =
        Map.of(
            "CLICKSTACK_API_KEY",
            "",
            "CLICKSTACK_API_KEY_ARN",
            "arn:aws:secretsmanager:eu-central-1:111122223333:secret:none-AbCdEf",
            "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
            "authorization=key-of-traces");

    assertThat(forwarder(IngestPath.PUSH, settings, Spans.batch(1)).exported()).isOne();

    assertThat(receiver.traceRequests())
        .extracting(one -> one.http().header("authorization"))
        .containsExactly("key-of-traces");
  }

  @Test
  void compressionAndTimeoutOfTracesAreTheirOwn() {
    forward(IngestPath.PUSH, Map.of("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "none"));

    assertThat(receiver.traceRequests())
        .extracting(ReceivedTraces::http)
        .extracting(http -> http.header("content-encoding"))
        .containsExactly("");
    assertThat(receiver.encodings()).containsExactly("zstd");
    receiver.answerTracesAlways(Answer.delayed(Duration.ofSeconds(2), Answer.accept()));

    Delivery delivery =
        forward(IngestPath.PUSH, Map.of("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "100"));

    assertThat(delivery.undelivered()).isEqualTo(4);
    assertThat(delivery.problem()).contains("/v1/traces");
  }

  private Delivery forward(IngestPath path, Map<String, String> settings) {
    return forwarder(path, settings, BATCH);
  }

  private Delivery forwarder(IngestPath path, Map<String, String> settings, LogBatch batch) {
    Map<String, String> env = new HashMap<>();
    env.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString());
    env.put("CLICKSTACK_API_KEY", KEY);
    env.put("RETRY_BUDGET_MS", "0");
    env.putAll(settings);
    PrintStream log =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return Wiring.of(env, log)
        .forwarder(path, FailureStore.none())
        .forward(batch, Deadline.in(Duration.ofMinutes(1), Clock.systemUTC()));
  }

  private List<String> bodies() {
    return receiver.records().stream()
        .map(LogRecord::getBody)
        .map(body -> body.getStringValue())
        .toList();
  }
}
