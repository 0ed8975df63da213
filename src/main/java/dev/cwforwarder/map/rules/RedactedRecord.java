package dev.cwforwarder.map.rules;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

/// A record whose body and attributes are replaced.
record RedactedRecord(LogRecordData original, @Nullable Value<?> body, Attributes attributes)
    implements LogRecordData {

  @Override
  public Resource getResource() {
    return original.getResource();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return original.getInstrumentationScopeInfo();
  }

  @Override
  public long getTimestampEpochNanos() {
    return original.getTimestampEpochNanos();
  }

  @Override
  public long getObservedTimestampEpochNanos() {
    return original.getObservedTimestampEpochNanos();
  }

  @Override
  public SpanContext getSpanContext() {
    return original.getSpanContext();
  }

  @Override
  public Severity getSeverity() {
    return original.getSeverity();
  }

  @Override
  public @Nullable String getSeverityText() {
    return original.getSeverityText();
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation") // abstract in the interface, unused by the encoder
  public io.opentelemetry.sdk.logs.data.Body getBody() {
    return body == null
        ? io.opentelemetry.sdk.logs.data.Body.empty()
        : io.opentelemetry.sdk.logs.data.Body.string(body.asString());
  }

  @Override
  public @Nullable Value<?> getBodyValue() {
    return body;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    int dropped = original.getTotalAttributeCount() - original.getAttributes().size();
    return attributes.size() + dropped;
  }

  @Override
  public @Nullable String getEventName() {
    return original.getEventName();
  }
}
