package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sources.KnownObject;
import java.util.HashMap;
import java.util.Map;

/// The role of a JSON field, derived from its flattened name. If several fields have the same role,
/// the one that is listed first takes precedence.
///
/// @param kind the kind of role
/// @param rank the position among the names of its kind, from 0; the lowest takes precedence
record FieldRole(Kind kind, int rank) {
  /// A field without a role.
  static final FieldRole NONE = new FieldRole(Kind.NONE, 0);

  enum Kind {
    NONE,
    MESSAGE,
    LEVEL,
    SEVERITY_NUMBER,
    TRACE,
    SPAN,
    FLAGS,
    TRACE_PARENT,
    XRAY,
    /// An invocation id, whatever the source.
    INVOCATION,
    /// An invocation id only in the logs of a function, since gateways use the name for their own
    /// ids.
    REQUEST,
    COLD_START,
    /// Datadog's decimal span id.
    DATADOG_SPAN,
    /// The type of a platform event, such as `platform.report`.
    TYPE,
    /// The time at which the record was logged.
    TIME,
    HTTP_STATUS,
    /// Its presence indicates that a status is an HTTP status.
    HTTP_REQUEST,
    /// Its presence indicates an error if there is no level.
    ERROR,
    /// Identifies a [KnownObject]; the rank is its flag.
    KNOWN_OBJECT
  }

  /// The prefixes of context fields of OpenTelemetry, Log4j, Logback, Datadog, Monolog, tracing,
  /// Serilog, NLog and others.
  private static final String[] CONTEXT_PREFIXES = {
    "otel.",
    "contextMap.",
    "mdc.",
    "MDC.",
    "dd.",
    "context.",
    "ctx.",
    "extra.",
    "fields.",
    "attributes.",
    "properties.",
    "Properties.",
    "span.",
    "data.",
    "labels.",
    "trace.",
    "scope.",
    "Scopes.0.",
    "Scopes.1.",
    "scopes.0."
  };

  private static final Map<String, FieldRole> BY_NAME = new HashMap<>();

  static {
    put(
        Kind.MESSAGE,
        "message msg Message MESSAGE log event @m RenderedMessage short_message textPayload"
            + " fields.message @mt @message record.message");
    put(
        Kind.LEVEL,
        "level Level LEVEL severity Severity SEVERITY log.level severity_text severityText"
            + " SeverityText levelname level_name levelName log_level logLevel LogLevel loglevel"
            + " lvl @l @level log.severity error_severity s priority PRIORITY level.name"
            + " record.level.name");
    put(Kind.SEVERITY_NUMBER, "severity_number severityNumber SeverityNumber");
    putWithContexts(
        Kind.TRACE,
        "trace_id traceId traceID trace.id TraceId traceid otelTraceID TraceID trace-id @tr trace"
            + " X-B3-TraceId");
    putWithContexts(
        Kind.SPAN,
        "span_id spanId spanID span.id SpanId spanid otelSpanID SpanID span-id @sp span"
            + " X-B3-SpanId");
    put(Kind.DATADOG_SPAN, "dd.span_id");
    putWithContexts(Kind.FLAGS, "trace_flags traceFlags TraceFlags");
    putWithContexts(Kind.TRACE_PARENT, "traceparent traceParent headers.traceparent");
    put(
        Kind.XRAY,
        "xray_trace_id xrayTraceId XRAY_TRACE_ID AWS-XRAY-TRACE-ID xrayTraceHeader"
            + " record.tracing.value _X_AMZN_TRACE_ID traceparent.xray X-Amzn-Trace-Id");
    put(
        Kind.INVOCATION,
        "function_request_id AWSRequestId awsRequestId aws_request_id lambda_request_id"
            + " lambdaRequestId");
    put(Kind.REQUEST, "requestId request_id RequestId requestID record.requestId");
    put(Kind.COLD_START, "cold_start coldStart ColdStart coldstart");
    put(Kind.TYPE, "type");
    put(
        Kind.TIME,
        "timestamp @timestamp time ts @t Timestamp Time timeMillis datetime asctime eventTime"
            + " log_timestamp");
    put(
        Kind.HTTP_STATUS,
        "http.response.status_code http.status_code status statusCode status_code sc-status"
            + " http_status res.statusCode elb_status_code response_code http.status");
    put(
        Kind.HTTP_REQUEST,
        "httpMethod http_method http.method http.request.method method request_method requestMethod"
            + " req.method cs-method verb routeKey resourcePath protocol request uri");
    put(
        Kind.ERROR,
        "errorType exception.type exception.stacktrace stackTrace stack_trace exc_info"
            + " error.stack_trace error.stack err.stack stack @x");
    for (KnownObject object : KnownObject.values()) {
      BY_NAME.put(object.field(), new FieldRole(Kind.KNOWN_OBJECT, object.flag()));
    }
  }

  /// The role of the field with this flattened name.
  static FieldRole of(String path) {
    return BY_NAME.getOrDefault(path, NONE);
  }

  /// Adds the names with and without the prefixes of context fields.
  private static void putWithContexts(Kind kind, String names) {
    StringBuilder all = new StringBuilder(names);
    for (String context : CONTEXT_PREFIXES) {
      for (String name : names.split(" ", -1)) {
        all.append(' ').append(context).append(name);
      }
    }
    put(kind, all.toString());
  }

  private static void put(Kind kind, String names) {
    int rank = 0;
    for (String name : names.split(" ", -1)) {
      BY_NAME.put(name, new FieldRole(kind, rank++));
    }
  }
}
