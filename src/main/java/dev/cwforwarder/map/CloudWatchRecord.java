package dev.cwforwarder.map;

import dev.cwforwarder.map.content.Content;
import dev.cwforwarder.map.content.ContentRecord;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;

/// A CloudWatch log event as an OpenTelemetry log record. The records of a log stream share one
/// [Resource] instance, and all records share one scope instance, because the encoder groups by
/// identity.
record CloudWatchRecord(
    Resource resource,
    InstrumentationScopeInfo scope,
    long timestampNanos,
    long observedNanos,
    Value<?> body,
    Content content)
    implements ContentRecord {

  /// The record with another trace context.
  CloudWatchRecord with(SpanContext span) {
    return span.equals(content.span())
        ? this
        : new CloudWatchRecord(
            resource, scope, timestampNanos, observedNanos, body, content.with(span));
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
    return content.span();
  }

  @Override
  public Severity getSeverity() {
    return content.severity();
  }

  @Override
  public @org.jspecify.annotations.Nullable String getSeverityText() {
    return content.severityText();
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation") // abstract in the interface, unused by the encoder
  public io.opentelemetry.sdk.logs.data.Body getBody() {
    return io.opentelemetry.sdk.logs.data.Body.string(content.body());
  }

  @Override
  public Value<?> getBodyValue() {
    return body;
  }

  @Override
  public Attributes getAttributes() {
    return content.attributes();
  }

  @Override
  public int getTotalAttributeCount() {
    return content.attributes().size();
  }
}
