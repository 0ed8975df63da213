package dev.cwforwarder.map.content;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/// What was made of one message.
///
/// @param body the text a person reads
/// @param severity `UNDEFINED_SEVERITY_NUMBER` when the message does not say
/// @param span the trace, perhaps without a span; invalid when the message names none
/// @param attributes everything else, `log.record.uid` among it
/// @param timeNanos when the message says it was logged, nanoseconds since the epoch; 0 when it
///   does not say, or nobody asked
/// @param cut whether a limit left something out of the attributes; the body then has it all
public record Content(
    String body,
    Severity severity,
    SpanContext span,
    Attributes attributes,
    long timeNanos,
    boolean cut) {
  /// OpenTelemetry's name of the severity, e.g. `ERROR`; null when it is not known.
  public @Nullable String severityText() {
    return severity == Severity.UNDEFINED_SEVERITY_NUMBER ? null : severity.name();
  }
}
