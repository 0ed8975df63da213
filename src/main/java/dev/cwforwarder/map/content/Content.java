package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sentences.Sentence;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The content of a log record, derived from one message.
///
/// @param body the text for a person to read
/// @param severity `UNDEFINED_SEVERITY_NUMBER` if the message contains none
/// @param span the trace context, possibly without a span id; invalid if the message contains none
/// @param attributes everything else, including `log.record.uid`
/// @param timeNanos the time in the message, in nanoseconds since the epoch; 0 if it contains none
///   or the option is off
/// @param truncated whether a limit truncated or dropped attributes; the body is then complete
/// @param sentence makes the body from the attributes; null if the body is a text of the message
public record Content(
    String body,
    Severity severity,
    SpanContext span,
    Attributes attributes,
    long timeNanos,
    boolean truncated,
    @Nullable Sentence sentence) {
  /// Passes the attributes of a record, after those fields of its message that are not sent,
  /// because the record states their values elsewhere.
  public static void forEachField(
      Attributes attributes, BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    if (attributes instanceof RecordAttributes content) {
      content.forEachHidden(consumer);
    }
    attributes.forEach(consumer);
  }

  /// The content with another trace context.
  public Content with(SpanContext other) {
    return new Content(body, severity, other, attributes, timeNanos, truncated, sentence);
  }

  /// The severity text, which is OpenTelemetry's short name such as `ERROR`; null if the severity
  /// is undefined.
  public @Nullable String severityText() {
    return severity == Severity.UNDEFINED_SEVERITY_NUMBER ? null : severity.name();
  }
}
