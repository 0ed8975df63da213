package dev.cwforwarder.map.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

/// A log record that an event contains in OpenTelemetry's data model.
///
/// @param resource its own, or completed by [#with]
/// @param observedNanos 0 if unknown
/// @param droppedAttributes how many attributes its sender dropped
public record OtelLogRecord(
    Resource resource,
    InstrumentationScopeInfo scope,
    long timestampNanos,
    long observedNanos,
    SpanContext span,
    Severity severity,
    String severityText,
    Value<?> body,
    Attributes attributes,
    int droppedAttributes,
    String eventName)
    implements LogRecordData {

  /// This record with another resource, observed at `now` if it does not say when.
  public OtelLogRecord with(Resource other, long now) {
    return new OtelLogRecord(
        other,
        scope,
        timestampNanos,
        observedNanos == 0 ? now : observedNanos,
        span,
        severity,
        severityText,
        body,
        attributes,
        droppedAttributes,
        eventName);
  }

  @Override
  public Resource getResource() {
    return resource;
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return scope;
  }

  @Override
  public long getTimestampEpochNanos() {
    return timestampNanos;
  }

  @Override
  public long getObservedTimestampEpochNanos() {
    return observedNanos;
  }

  @Override
  public SpanContext getSpanContext() {
    return span;
  }

  @Override
  public Severity getSeverity() {
    return severity;
  }

  @Override
  public String getSeverityText() {
    return severityText;
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation") // abstract in the interface, unused by the encoder
  public io.opentelemetry.sdk.logs.data.Body getBody() {
    return io.opentelemetry.sdk.logs.data.Body.string(body.asString());
  }

  @Override
  public Value<?> getBodyValue() {
    return body;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size() + droppedAttributes;
  }

  @Override
  public @Nullable String getEventName() {
    return eventName;
  }
}
