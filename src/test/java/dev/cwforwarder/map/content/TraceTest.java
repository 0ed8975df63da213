package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final String XRAY = "1-5759e988-bd862e3fe1be46a994272793";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"trace_id\":\"%1$s\",\"span_id\":\"%2$s\"}",
        "{\"traceId\":\"%1$s\",\"spanId\":\"%2$s\"}",
        "{\"trace.id\":\"%1$s\",\"span.id\":\"%2$s\"}",
        "{\"trace\":{\"id\":\"%1$s\"},\"span\":{\"id\":\"%2$s\"}}",
        "{\"otelTraceID\":\"%1$s\",\"otelSpanID\":\"%2$s\"}",
        "{\"TraceId\":\"0AF7651916CD43DD8448EB211C80319C\",\"SpanId\":\"B7AD6B7169203331\"}",
        "{\"traceparent\":\"00-%1$s-%2$s-01\"}",
        "{\"dd.trace_id\":\"%1$s\",\"dd.span_id\":\"13235353014750950193\"}",
        "{\"dd\":{\"trace_id\":\"%1$s\",\"span_id\":\"%2$s\"}}",
        "{\"log\":\"{\\\"trace_id\\\":\\\"%1$s\\\",\\\"span_id\\\":\\\"%2$s\\\"}\"}"
      })
  void idsOfTheApplicationBecomeTheTraceContext(String message) {
    Content content = Parsing.of(message.formatted(TRACE, SPAN));

    assertThat(content.span().getTraceId()).isEqualTo(TRACE);
    assertThat(content.span().getSpanId()).isEqualTo(SPAN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01 12:00:00 INFO [shop] trace_id=%s span_id=%s m",
        "12:00:00 INFO traceId=%s, parentId=, spanId=%s, sampled=true [shop] m",
        "2026-01-01T12:00:00Z INFO 1 --- [shop] [main] [%s-%s] c.Shop : m",
        "2026-01-01 12:00:00 INFO [shop,%s,%s] 1 --- [main] c.Shop : m",
        "2026-01-01 12:00:00 WARN [shop,%s,%s,true] 1 --- [main] c.Shop : m",
        "{\"Message\":\"m\",\"Scopes\":[{\"TraceId\":\"%s\",\"SpanId\":\"%s\"}]}",
        "info: Shop[0] => SpanId:00, TraceId:%s, SpanId:%s m",
        "m trace.id=\"%s\" span.id=\"%s\"",
        "{\"message\":\"m [trace_id=%s span_id=%s]\"}",
        "{\"attributes\":{\"trace_id\":\"0x%s\",\"span_id\":\"0x%s\"}}",
        "{\"contextMap\":{\"traceId\":\"%s\",\"spanId\":\"%s\"}}"
      })
  void idsAreFoundWhereLibrariesWriteThem(String message) {
    Content content = Parsing.of(message.formatted(TRACE, SPAN));

    assertThat(content.span().getTraceId()).isEqualTo(TRACE);
    assertThat(content.span().getSpanId()).isEqualTo(SPAN);
  }

  @Test
  void aDecimalSpanOfDatadogIsConverted() {
    Content content =
        Parsing.of("INFO [dd.trace_id=" + TRACE + " dd.span_id=13235353014750950193] m");

    assertThat(content.span().getTraceId()).isEqualTo(TRACE);
    assertThat(content.span().getSpanId()).isEqualTo("b7ad6b7169203331");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trace_id=%s0 m",
        "mytrace_id=x%s m",
        "trace %s m",
        "[%s] m",
        "[%s-b7ad6b716920333x] m",
        "trace_id="
      })
  void malformedIdsAreIgnored(String message) {
    assertThat(Parsing.of(message.formatted(TRACE)).span().getTraceId()).matches("0+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"trace_id\":\"%s0\"}",
        "{\"trace_id\":\"00000000000000000000000000000000\"}",
        "{\"trace_id\":\"xaf7651916cd43dd8448eb211c80319c\"}",
        "{\"trace_id\":\"b7ad6b7169203331\"}",
        "{\"trace_id\":12345678901234567890123456789012}",
        "{\"dd.trace_id\":\"5208512171318403364\",\"dd.span_id\":\"1\"}",
        "{\"span_id\":\"b7ad6b7169203331\"}",
        "{\"traceparent\":\"00-%s-b7ad6b7169203331\"}",
        "{\"my_trace_id\":\"%s\"}"
      })
  void malformedTraceIdRemainsAnAttribute(String message) {
    Content content = Parsing.of(message.formatted(TRACE));

    assertThat(content.span().isValid()).isFalse();
    assertThat(content.span().getTraceId()).matches("0+");
    assertThat(Parsing.attributes(content)).isNotEmpty();
  }

  @Test
  void flagsArePartOfTheTraceContext() {
    assertThat(
            Parsing.of(
                    "{\"trace_id\":\"%s\",\"span_id\":\"%s\",\"trace_flags\":\"01\"}"
                        .formatted(TRACE, SPAN))
                .span()
                .isSampled())
        .isTrue();
    assertThat(
            Parsing.of("{\"traceparent\":\"00-" + TRACE + "-" + SPAN + "-00\"}").span().isSampled())
        .isFalse();
  }

  @Test
  void traceDoesNotRequireASpan() {
    Content content = Parsing.of("{\"trace_id\":\"" + TRACE + "\",\"span_id\":\"short\"}");

    assertThat(content.span().getTraceId()).isEqualTo(TRACE);
    assertThat(content.span().getSpanId()).isEqualTo("0000000000000000");
    assertThat(Parsing.attributes(content)).contains("span_id=short", "trace_id=" + TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"xray_trace_id\":\"%s\"}",
        "{\"traceId\":\"%s\"}",
        "{\"type\":\"platform.start\",\"record\":{\"tracing\":{\"spanId\":\"54565fb41ac79632\","
            + "\"value\":\"Root=%s;Parent=54565fb41ac79632;Sampled=1\"}}}",
        "REPORT RequestId: 8f5a7c1e-2b4d-4f6a-9c3e-1d2b3c4d5e6f\tDuration: 1 ms\t\nXRAY TraceId: %s"
            + "\tSegmentId: 54565fb41ac79632\tSampled: true\t"
      })
  void xrayTraceIdIsUsedOnlyIfConfigured(String message) {
    String line = message.formatted(XRAY);

    assertThat(Parsing.of(line).span().getTraceId()).matches("0+");
    assertThat(Parsing.xray(line).span().getTraceId())
        .isEqualTo("5759e988bd862e3fe1be46a994272793");
    assertThat(Parsing.xray(line).span().getSpanId()).isEqualTo("0000000000000000");
    assertThat(Parsing.attributes(Parsing.of(line))).anyMatch(value -> value.contains(XRAY));
  }

  @Test
  void traceOfTheApplicationTakesPrecedenceOverXray() {
    String message = "{\"xray_trace_id\":\"" + XRAY + "\",\"trace_id\":\"" + TRACE + "\"}";

    assertThat(Parsing.xray(message).span().getTraceId()).isEqualTo(TRACE);
  }
}
