package dev.cwforwarder.map.otel;

import static dev.cwforwarder.map.otel.OtelJson.expect;
import static dev.cwforwarder.map.otel.OtelJson.firstMember;
import static dev.cwforwarder.map.otel.OtelJson.nextMember;
import static dev.cwforwarder.map.otel.OtelJson.text;
import static dev.cwforwarder.map.otel.OtelJson.unsigned;
import static dev.cwforwarder.map.otel.OtelJson.unsigned32;

import com.fasterxml.jackson.core.JsonParser;
import dev.cwforwarder.map.content.ExtractedFields;
import dev.cwforwarder.map.content.Fields;
import dev.cwforwarder.map.content.RecordKeys;
import dev.cwforwarder.map.content.TraceText;
import dev.cwforwarder.model.LogEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Recognizes log records in OpenTelemetry's data model, as AWS's endpoints and agents write them
/// to log events. What is damaged remains a log message.
public final class LogRecordReader {
  private static final Severity[] SEVERITIES = Severity.values();
  private static final int MAX_FLAGS = 0xff;
  private static final long MISSING = -1;

  private final Fields attributes = new Fields();
  private Resource resource = Resource.empty();
  private InstrumentationScopeInfo scope = OtelSource.NO_SCOPE;
  private @Nullable Value<?> body;
  private String severityText = "";
  private String eventName = "";
  private String traceId = "";
  private String spanId = "";
  private Severity severity = Severity.UNDEFINED_SEVERITY_NUMBER;
  private int flags;
  private int dropped;
  private long time;
  private long observed = MISSING; // no time of a window

  private LogRecordReader() {}

  /// The log record in the message of `event`; null if it has none.
  public static @Nullable OtelLogRecord read(LogEvent event) {
    if (!OtelShape.mayBeLogRecord(event.message())) {
      return null;
    }
    LogRecordReader reader = new LogRecordReader();
    try (JsonParser json = OtelJson.parser(event.message())) {
      json.nextToken();
      for (String name = firstMember(json); name != null; name = nextMember(json)) {
        reader.member(name, json);
      }
      expect(json.nextToken() == null, "one object");
      return reader.build(event);
    } catch (IOException | IllegalArgumentException | ArithmeticException _) {
      return null; // damaged
    }
  }

  private void member(String name, JsonParser json) throws IOException {
    switch (name) {
      case "resource" -> resource = OtelSource.resource(json, attributes);
      case "scope" -> scope = OtelSource.scope(json, attributes);
      case "timeUnixNano" -> time = unsigned(json);
      case "observedTimeUnixNano" -> observed = unsigned(json);
      case "severityNumber" -> severity = severity(unsigned32(json));
      case "severityText" -> severityText = text(json);
      case "eventName" -> eventName = text(json);
      case "body" -> body = OtelJson.value(json);
      // Attributes with names that the forwarder sets itself get other names.
      case "attributes" -> OtelJson.attributes(json, Fields::free, attributes);
      case "droppedAttributesCount" -> dropped = unsigned32(json);
      case "flags" -> flags = unsigned32(json);
      case "traceId" -> traceId = text(json);
      case "spanId" -> spanId = text(json);
      default -> OtelJson.attribute(Fields.free(name), json, attributes);
    }
  }

  private static Severity severity(int number) throws DamagedRecordException {
    for (Severity known : SEVERITIES) {
      if (known.getSeverityNumber() == number) {
        return known;
      }
    }
    throw new DamagedRecordException("expected a severity number");
  }

  private OtelLogRecord build(LogEvent event) throws DamagedRecordException {
    Value<?> known = body;
    if (known == null) {
      throw new DamagedRecordException("expected a body");
    }
    long millis = event.timestampMillis();
    expect(time == 0 || OtelTime.isInWindow(time, millis), "a time around that of the event");
    expect(observed == 0 || OtelTime.isInWindow(observed, millis), "a time around the event's");
    SpanContext span = span();
    ExtractedFields.add(event.extractedFields(), attributes);
    attributes.add(RecordKeys.UID, event.id());
    return new OtelLogRecord(
        resource,
        scope,
        time == 0 ? TimeUnit.MILLISECONDS.toNanos(millis) : time,
        observed,
        span,
        severity,
        severityText,
        known,
        attributes.build(),
        dropped,
        eventName);
  }

  private SpanContext span() throws DamagedRecordException {
    boolean noTrace = traceId.isEmpty() || traceId.equals(TraceId.getInvalid());
    boolean noSpan = spanId.isEmpty() || spanId.equals(SpanId.getInvalid());
    expect(noTrace || TraceText.isTraceId(traceId), "a trace id");
    expect(noSpan || (!noTrace && TraceText.isSpanId(spanId)), "a span id in a trace");
    if (Integer.compareUnsigned(flags, MAX_FLAGS) > 0 || (noTrace && flags != 0)) {
      attributes.add(AttributeKey.longKey("flags"), Integer.toUnsignedLong(flags));
    }
    return TraceText.context(noTrace ? null : traceId, spanId, (byte) flags);
  }
}
