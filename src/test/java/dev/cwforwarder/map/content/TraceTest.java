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
    assertIds(message.formatted(TRACE, SPAN));
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
    assertIds(message.formatted(TRACE, SPAN));
  }

  /// Names and forms of W3C, B3, Jaeger, Sentry, Google Cloud, GELF, Dynatrace, loguru and others.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dd_trace_id\":\"%1$s\",\"dd_span_id\":\"13235353014750950193\"}",
        "{\"mdc\":{\"dd.trace_id\":\"%1$s\",\"dd.span_id\":\"13235353014750950193\"}}",
        "{\"openTelemetry\":{\"traceId\":\"%1$s\",\"spanId\":\"%2$s\"}}",
        "{\"trace_context\":{\"trace_id\":\"%1$s\",\"span_id\":\"%2$s\"}}",
        "{\"metadata\":{\"otel_trace_id\":\"%1$s\",\"otel_span_id\":\"%2$s\"}}",
        "{\"named_tags\":{\"trace_id\":\"%1$s\",\"span_id\":\"%2$s\"}}",
        "{\"tracing\":{\"traceId\":\"%1$s\",\"spanId\":\"%2$s\"}}",
        "{\"span_context\":{\"trace_id\":\"%1$s\",\"span_id\":\"%2$s\"}}",
        "{\"spanContext\":{\"traceId\":\"%1$s\",\"spanId\":\"%2$s\"},\"msg\":\"m\"}",
        "{\"record\":{\"extra\":{\"trace_id\":\"%1$s\",\"span_id\":\"%2$s\"}},\"text\":\"m\"}",
        "{\"logging.googleapis.com/trace\":\"projects/p/traces/%1$s\",\"logging.googleapis.com/spanId\":\"%2$s\"}",
        "{\"logging\":{\"googleapis\":{\"com/trace\":\"x\"}},\"logging.googleapis.com/trace\":\"%1$s\",\"logging.googleapis.com/spanId\":\"%2$s\"}",
        "{\"trace\":\"projects/p/traces/%1$s\",\"spanId\":\"%2$s\",\"severity\":\"INFO\"}",
        "{\"version\":\"1.1\",\"short_message\":\"m\",\"_trace_id\":\"%1$s\",\"_span_id\":\"%2$s\"}",
        "{\"otel_trace_id\":\"%1$s\",\"otel_span_id\":\"%2$s\"}",
        "{\"TRACE_ID\":\"%1$s\",\"SPAN_ID\":\"%2$s\"}",
        "{\"trace-id\":\"%1$s\",\"span-id\":\"%2$s\"}",
        "{\"Trace_Id\":\"%1$s\",\"Span_Id\":\"%2$s\"}",
        "{\"X-Trace-Id\":\"%1$s\",\"X-Span-Id\":\"%2$s\"}",
        "{\"x-b3-traceid\":\"%1$s\",\"x-b3-spanid\":\"%2$s\"}",
        "{\"headers\":{\"x-b3-traceid\":\"%1$s\",\"x-b3-spanid\":\"%2$s\"}}",
        "{\"b3\":\"%1$s-%2$s-1\"}",
        "{\"B3\":\"%1$s-%2$s\"}",
        "{\"req\":{\"headers\":{\"traceparent\":\"00-%1$s-%2$s-01\"}},\"msg\":\"m\"}",
        "{\"TraceParent\":\"00-%1$s-%2$s-01\"}",
        "{\"sentry-trace\":\"%1$s-%2$s-1\"}",
        "{\"uber-trace-id\":\"%1$s:%2$s:0:1\"}",
        "{\"X-Cloud-Trace-Context\":\"%1$s/13235353014750950193;o=1\"}",
        "{\"@t\":\"2026-01-01T00:00:00Z\",\"@tr\":\"%1$s\",\"@sp\":\"%2$s\"}",
        "{\"dt.trace_id\":\"%1$s\",\"dt.span_id\":\"%2$s\"}",
        "{\"Properties\":{\"TraceId\":\"%1$s\",\"SpanId\":\"%2$s\"}}",
        "{\"meta\":{\"traceId\":\"%1$s\",\"spanId\":\"%2$s\"}}",
        "{\"jsonPayload\":{\"trace_id\":\"%1$s\",\"span_id\":\"%2$s\"}}",
        "{\"labels\":{\"trace_id\":\"%1$s\",\"span_id\":\"%2$s\"}}",
        "{\"scopes\":[{},{},{},{\"TraceId\":\"%1$s\",\"SpanId\":\"%2$s\"}]}",
        "{\"level\":\"info\",\"message\":\"traceparent=00-%1$s-%2$s-01 m\"}",
        "traceparent=00-%1$s-%2$s-01 m",
        "INFO traceparent: 00-%1$s-%2$s-00 m",
        "GET /x traceparent=\"00-%1$s-%2$s-01\"",
        "ERROR trace-id: %1$s span-id: %2$s m",
        "[trace-id=%1$s, span-id=%2$s] m",
        "b3=%1$s-%2$s-1 m",
        "b3: %1$s-%2$s m",
        "INFO x-b3-traceid=%1$s x-b3-spanid=%2$s m",
        "X-B3-TraceId: %1$s, X-B3-SpanId: %2$s m",
        "X-Trace-Id: %1$s X-Span-Id: %2$s m",
        "TRACE_ID=%1$s SPAN_ID=%2$s m",
        "otel_trace_id=%1$s otel_span_id=%2$s m",
        "otelTraceID=%1$s otelSpanID=%2$s m",
        "m {trace_id: %1$s, span_id: %2$s}",
        "m (trace_id=\"%1$s\" span_id=\"%2$s\")",
        "m trace_id='%1$s' span_id='%2$s'",
        "m trace=%1$s span=%2$s",
        "m trace=projects/p/traces/%1$s span_id=%2$s",
        "INFO [shop, %1$s, %2$s] m",
        "INFO [shop,%1$s,%2$s,true] m",
        "INFO [%1$s,%2$s] m",
        "INFO <trace_id=%1$s> <span_id=%2$s> m",
        "INFO trace.id=%1$s|span.id=%2$s m",
        "2026-01-01 etag=ffffffffffffffffffffffffffffffff trace_id=%1$s span_id=%2$s m"
      })
  void idsAreFoundUnderEveryUsualName(String message) {
    assertIds(message.formatted(TRACE, SPAN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"parent_trace_id\":\"%1$s\"}",
        "{\"traceparent\":\"00-00000000000000000000000000000000-%2$s-01\"}",
        "{\"traceparent\":\"ff-%1$s\"}",
        "{\"b3\":\"0\"}",
        "{\"b3\":\"%2$s-%2$s-1\"}",
        "{\"trace_id\":\"projects/p/traces/x%1$s\"}",
        "{\"etag\":\"%1$s\"}",
        "{\"user\":{\"trace_id\":\"%1$s\"}}",
        "etag=%1$s m",
        "md5: %1$s m",
        "request_id=%1$s m",
        "parent_trace_id=%1$s m",
        "trace_id=%1$sf m",
        "trace_id=00000000000000000000000000000000 span_id=%2$s m",
        "traceparent=01%1$s-%2$s-01 m",
        "[%1$s:%2$s] m",
        "%1$s-%2$s m"
      })
  void otherHexadecimalDigitsAreNotIds(String message) {
    assertThat(Parsing.of(message.formatted(TRACE, SPAN)).span().getTraceId()).matches("0+");
  }

  @Test
  void aDecimalSpanOfDatadogIsConverted() {
    assertIds("INFO [dd.trace_id=" + TRACE + " dd.span_id=13235353014750950193] m");
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
    assertThat(Parsing.attributes(content)).containsExactly("span_id=short");
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

  private static void assertIds(String message) {
    Content content = Parsing.of(message);

    assertThat(content.span().getTraceId()).isEqualTo(TRACE);
    assertThat(content.span().getSpanId()).isEqualTo(SPAN);
  }
}
