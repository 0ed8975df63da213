package dev.cwforwarder.map.content;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.model.LogEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The lines of an invocation get the trace that its report names.
final class InvocationTracesTest {
  private static final String A = "8f5e3a10-12ab-4c3d-8e9f-000000000001";
  private static final String B = "8f5e3a10-12ab-4c3d-8e9f-000000000002";
  private static final String TRACE = "581cf771a006649127e371903a2de979";
  private static final String SPAN = "4d1f00a9be62c871";
  private static final String XRAY =
      "XRAY TraceId: 1-581cf771-a006649127e371903a2de979\tSegmentId: " + SPAN + "\tSampled: ";
  private static final String OWN =
      "{\"message\":\"m\",\"trace_id\":\"b3f10c6d77e24a58912c0de4f5a6b701\","
          + "\"span_id\":\"1e9c40d2a7735bb8\"}";

  @Test
  void allLinesOfAnInvocationGetTheTraceOfItsReport() {
    assertThat(
            traces(
                false,
                "INIT_START Runtime Version: nodejs:22.v54\n",
                start(A),
                "2026-01-01T00:00:00.000Z\t" + A + "\tINFO\tcharging\n",
                "a line without a request id\n",
                "2026-01-01T00:00:00.000Z " + A + " Task timed out after 3.00 seconds\n\n",
                "RequestId: " + A + " Error: Runtime exited with error: signal: killed\n",
                "END RequestId: " + A + "\n",
                report(A, "true"),
                "a line after the invocation\n"))
        .isEqualTo("-TTTTTTT-");
  }

  @Test
  void invocationsKeepTheirOwnTraces() {
    assertThat(
            traces(
                false,
                start(A),
                "a\n",
                report(A, "true"),
                start(B),
                "b\n",
                "END RequestId: " + B + "\n",
                "REPORT RequestId: " + B + "\tDuration: 1.00 ms\t\n"))
        .isEqualTo("TTT----");
  }

  @Test
  void linesBeforeTheFirstRequestIdBelongToIt() {
    assertThat(traces(false, "the end of a message\n", report(A, "true"))).isEqualTo("TT");
    assertThat(traces(false, "INIT_START \n", start(A), report(A, "true"))).isEqualTo("-TT");
  }

  @Test
  void unsampledTraceIsNotUsed() {
    assertThat(traces(false, start(A), "a\n", report(A, "false"))).isEqualTo("---");
    assertThat(traces(false, platform("start", "0"), platform("report", "0"))).isEqualTo("--");
  }

  @Test
  void platformEventsNameTheTraceToo() {
    String line = "{\"requestId\":\"" + A + "\",\"level\":\"INFO\",\"message\":\"m\"}\n";

    assertThat(traces(false, platform("start", "1"), line, "text\n", platform("report", "1")))
        .isEqualTo("TTTT");
    assertThat(traces(true, platform("start", "1"), line, "text\n", platform("report", "1")))
        .isEqualTo("SSSS");
  }

  @Test
  void segmentIsTheSpanOnlyIfAskedFor() {
    assertThat(traces(true, start(A), "a\n", report(A, "true"))).isEqualTo("SSS");
  }

  @Test
  void lineWithIdsOfItsOwnKeepsThem() {
    assertThat(traces(true, start(A), OWN, report(A, "true"))).isEqualTo("SoS");
  }

  private static String start(String id) {
    return "START RequestId: " + id + " Version: 7\n";
  }

  private static String report(String id, String sampled) {
    return "REPORT RequestId: " + id + "\tDuration: 1.00 ms\t\n" + XRAY + sampled + "\t\n";
  }

  private static String platform(String type, String sampled) {
    return "{\"time\":\"2026-01-01T00:00:00.000Z\",\"type\":\"platform.%s\",\"record\":{"
            .formatted(type)
        + "\"requestId\":\"%s\",\"tracing\":{\"spanId\":\"%s\",\"type\":\"X-Amzn-Trace-Id\","
            .formatted(A, SPAN)
        + "\"value\":\"Root=1-581cf771-a006649127e371903a2de979;Parent=53995c3f42cd8ad8;Sampled=%s\"}}}"
            .formatted(sampled);
  }

  /// For each line `T` for the trace, `S` for the trace and the segment, `o` for other ids, `-` for
  /// none.
  private static String traces(boolean segments, String... messages) {
    ContentReader.Batch batch =
        new ContentReader(
                new ContentOptions(
                    true, true, segments ? XrayTraceIds.SEGMENTS : XrayTraceIds.ON, false))
            .batch(SourceKind.FUNCTION);
    List<Content> lines =
        Stream.of(messages).map(message -> batch.read(new LogEvent("uid", 0, message))).toList();
    return InvocationTraces.of(lines, segments).stream()
        .map(
            span ->
                span.getTraceId().equals(TRACE)
                    ? span.getSpanId().equals(SPAN) ? "S" : "T"
                    : span.isValid() ? "o" : "-")
        .collect(joining());
  }
}
