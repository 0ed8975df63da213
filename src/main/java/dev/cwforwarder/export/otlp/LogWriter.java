package dev.cwforwarder.export.otlp;

import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;

/// Writes a `LogRecord`. Not thread-safe.
final class LogWriter implements RecordWriter<LogRecordData, LogRecordData> {
  private static final int TIME = 1;
  private static final int SEVERITY_NUMBER = 2;
  private static final int SEVERITY_TEXT = 3;
  private static final int BODY = 5;
  private static final int ATTRIBUTES = 6;
  private static final int DROPPED_ATTRIBUTES = 7;
  private static final int FLAGS = 8;
  private static final int TRACE_ID = 9;
  private static final int SPAN_ID = 10;
  private static final int OBSERVED_TIME = 11;
  private static final int EVENT_NAME = 12;

  private final ProtobufWriter out;
  private final AttributeWriter attributes;

  LogWriter(ProtobufWriter out, AttributeWriter attributes) {
    this.out = out;
    this.attributes = attributes;
  }

  @Override
  public List<LogRecordData> items(List<LogRecordData> records) {
    return records;
  }

  @Override
  public Resource resource(LogRecordData log) {
    return log.getResource();
  }

  @Override
  public InstrumentationScopeInfo scope(LogRecordData log) {
    return log.getInstrumentationScopeInfo();
  }

  /// Writes what differs in most records last: the trace id, the times, and the last attribute,
  /// which is `log.record.uid`. So what repeats in all records stays in one piece, which makes
  /// compressed requests smaller. Only the span id has a better place, before the attributes
  /// (docs/decisions/0036). The order of fields has no meaning in protobuf.
  @Override
  public void write(int field, LogRecordData log) {
    int start = out.open(field);
    Severity severity = log.getSeverity();
    if (severity != Severity.UNDEFINED_SEVERITY_NUMBER) {
      out.varint(SEVERITY_NUMBER, severity.getSeverityNumber());
    }
    out.textUnlessEmpty(SEVERITY_TEXT, log.getSeverityText());
    Value<?> body = log.getBodyValue();
    if (body != null) {
      attributes.write(BODY, body);
    }
    SpanContext span = log.getSpanContext();
    if (!span.getSpanId().equals(SpanId.getInvalid())) {
      out.bytes(SPAN_ID, span.getSpanIdBytes());
    }
    int lastAttribute = attributes.write(ATTRIBUTES, log.getAttributes());
    int afterAttributes = out.length();
    int dropped = log.getTotalAttributeCount() - log.getAttributes().size();
    out.varintUnlessZero(DROPPED_ATTRIBUTES, dropped);
    trace(span);
    out.textUnlessEmpty(EVENT_NAME, log.getEventName());
    out.fixed64UnlessZero(OBSERVED_TIME, log.getObservedTimestampEpochNanos());
    out.fixed64UnlessZero(TIME, log.getTimestampEpochNanos());
    out.moveToEnd(lastAttribute, afterAttributes);
    out.close(start);
  }

  private void trace(SpanContext span) {
    byte flags = span.getTraceFlags().asByte();
    if (flags != 0) {
      out.fixed32(FLAGS, Byte.toUnsignedInt(flags));
    }
    if (!span.getTraceId().equals(TraceId.getInvalid())) {
      out.bytes(TRACE_ID, span.getTraceIdBytes());
    }
  }
}
