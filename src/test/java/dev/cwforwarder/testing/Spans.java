package dev.cwforwarder.testing;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Deterministic spans as X-Ray writes them to CloudWatch Logs.
public final class Spans {
  public static final LogSource SOURCE =
      new LogSource("111122223333", "eu-central-1", "aws/spans", "default");

  private static final long MILLIS = 1_790_812_801_000L;

  private Spans() {}

  /// A span with the name `name` whose ids derive from `n`.
  public static String message(int n, String name) {
    return """
    {"resource":{"attributes":{"service.name":"shop"}},"traceId":"%032x","spanId":"%016x",\
    "name":"%s","kind":"SERVER","startTimeUnixNano":1790812800000000001,\
    "endTimeUnixNano":1790812800500000001,"durationNano":500000000,\
    "attributes":{"http.response.status_code":200},"status":{"code":"UNSET"}}\
    """
        .formatted(n / 10 + 1, n + 1, name);
  }

  public static String message(int n) {
    return message(n, "span-" + n);
  }

  /// A line of the exporter to the standard output with one span.
  public static String stdout(String name) {
    return stdoutOf(span(77, name, 0));
  }

  /// A line of the exporter to the standard output with a span of each of the last `days` days.
  public static String stdoutOfDays(int days) {
    return stdoutOf(
        IntStream.range(0, days).mapToObj(Spans::ofDay).collect(Collectors.joining(",")));
  }

  /// A span of `daysAgo` days before the others.
  public static String ofDay(int daysAgo) {
    return span(daysAgo + 100, "day-" + daysAgo, daysAgo);
  }

  private static String span(int id, String name, int daysAgo) {
    long start = 1_790_812_800_000_000_001L - Duration.ofDays(daysAgo).toNanos();
    return """
    {"traceId":"%032x","spanId":"%016x","name":"%s","kind":2,\
    "startTimeUnixNano":"%d","endTimeUnixNano":"%d"}\
    """
        .formatted(id, id, name, start, start + 500_000_000);
  }

  private static String stdoutOf(String spans) {
    String request = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}";
    return """
    {"__otel_otlp_stdout":"otlp-stdout-span-exporter@0.16.0",\
    "content-type":"application/json","payload":"%s","base64":true}\
    """
        .formatted(Base64.getEncoder().encodeToString(request.getBytes(StandardCharsets.UTF_8)));
  }

  /// The first record of a span that has not ended.
  public static String inProgress(int n) {
    return message(n)
        .replace("\"endTimeUnixNano\":1790812800500000001", "\"endTimeUnixNano\":null")
        .replace("\"attributes\":{", "\"attributes\":{\"aws.xray.inprogress\":true,");
  }

  public static LogBatch batch(List<String> messages) {
    return new LogBatch(
        SOURCE,
        IntStream.range(0, messages.size())
            .mapToObj(n -> new LogEvent("id-" + n, MILLIS + n, messages.get(n)))
            .toList());
  }

  /// A batch of `count` spans.
  public static LogBatch batch(int count) {
    return batch(IntStream.range(0, count).mapToObj(Spans::message).toList());
  }
}
