package dev.cwforwarder.map.content;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Duration;
import java.time.LocalDate;

/// Selects the attributes that repeat what the record itself states: the ids of trace and span, the
/// sampled flag, the level and the time. Only values that follow from the record are selected: ids
/// in lower case, a level that is the severity's name in upper or lower case, a time in UTC with
/// milliseconds.
///
/// @param builder holds the texts that became the record's own
/// @param millis the record's time; negative if the message cannot state it
@SuppressWarnings("ReferenceEquality") // a text that became the record's own is the same instance
record OwnFields(RecordBuilder builder, SpanContext span, Severity severity, long millis)
    implements Fields.Condition {
  private static final String FLAGS = "trace_flags";
  private static final long DAY = Duration.ofDays(1).toMillis();

  /// `2026-01-01T00:00:00.000Z`.
  private static final String TIME = "0000-00-00T00:00:00.000Z";

  @Override
  public boolean test(AttributeKey<?> key, Object value) {
    if (!(value instanceof String text)) {
      return false;
    }
    if (text == builder.traceId) {
      return text.equals(span.getTraceId());
    }
    if (text == builder.spanId) {
      return text.equals(span.getSpanId());
    }
    if (text == builder.levels.written() || key == RecordKeys.LEVEL) {
      return text.equalsIgnoreCase(severity.name());
    }
    if (text == builder.time || key == RecordKeys.TIMESTAMP) {
      return isTime(text, millis);
    }
    return text.equals("01") && key.getKey().equals(FLAGS) && span.isSampled();
  }

  /// Whether `text` is this time as [java.time.Instant] writes it with milliseconds.
  static boolean isTime(String text, long millis) {
    if (text.length() != TIME.length() || millis < 0 || !hasForm(text)) {
      return false;
    }
    int seconds = (number(text, 11, 2) * 60 + number(text, 14, 2)) * 60 + number(text, 17, 2);
    if (seconds * 1000L + number(text, 20, 3) != millis % DAY) {
      return false;
    }
    LocalDate date = LocalDate.ofEpochDay(millis / DAY);
    return number(text, 0, 4) == date.getYear()
        && number(text, 5, 2) == date.getMonthValue()
        && number(text, 8, 2) == date.getDayOfMonth();
  }

  private static boolean hasForm(String text) {
    for (int i = 0; i < TIME.length(); i++) {
      char expected = TIME.charAt(i);
      if (expected == '0' ? !MessageText.isDigit(text, i) : text.charAt(i) != expected) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }
}
