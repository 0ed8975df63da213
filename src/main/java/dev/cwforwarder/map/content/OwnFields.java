package dev.cwforwarder.map.content;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Hides the attributes that repeat what the record itself states: the ids of trace and span, the
/// sampled flag, the level and the time. Only values that follow from the record are hidden: ids in
/// lower case, a level that is the severity's name in any case, a time in UTC with milliseconds.
/// Reused for one record after the other; not thread-safe.
@SuppressWarnings("ReferenceEquality") // a text that became the record's own is the same instance
final class OwnFields implements BiPredicate<AttributeKey<?>, Object> {
  private static final String FLAGS = "trace_flags";
  private static final long DAY = Duration.ofDays(1).toMillis();

  /// `2026-01-01T00:00:00.000Z`.
  private static final int TIME_LENGTH = 24;

  private final RecordBuilder builder;

  /// The texts in the message that the record states; null for none.
  private @Nullable String trace;

  private @Nullable String span;
  private @Nullable String level;
  private @Nullable String time;
  private String severity = "";
  private long millis;
  private boolean isSampled;

  /// The day of the last record, as text up to `T`, and in days since 1970.
  private String dayText = "1970-01-01T";

  private long day;

  OwnFields(RecordBuilder builder) {
    this.builder = builder;
  }

  /// Builds the attributes of a record without those that it states itself.
  ///
  /// @param millis the record's time; negative if a text cannot state it
  Attributes hide(SpanContext context, Severity found, long millis) {
    this.millis = millis;
    severity = found.name();
    isSampled = context.isSampled();
    trace = equal(builder.traceId, context.getTraceId());
    span = equal(builder.spanId, context.getSpanId());
    String written = builder.levels.written();
    level = written != null && severity.equalsIgnoreCase(written) ? written : null;
    String timeText = builder.time;
    time = timeText != null && isTime(timeText) ? timeText : null;
    boolean hasOwn = trace != null || level != null || time != null;
    return hasOwn
            || builder.fields.mayContain(RecordKeys.TIMESTAMP.getKey())
            || builder.fields.mayContain(RecordKeys.LEVEL.getKey())
        ? builder.fields.build(this)
        : builder.fields.build();
  }

  private static @Nullable String equal(@Nullable String text, String id) {
    return text != null && text.equals(id) ? text : null;
  }

  @Override
  public boolean test(AttributeKey<?> key, Object value) {
    if (value == trace || value == span || value == level || value == time) {
      return true;
    }
    if (key == RecordKeys.LEVEL) {
      return severity.equalsIgnoreCase(value.toString());
    }
    if (key == RecordKeys.TIMESTAMP) {
      return isTime(value.toString());
    }
    return isSampled && value.equals("01") && key.getKey().equals(FLAGS);
  }

  /// Whether `text` is the record's time as [java.time.Instant] writes it with milliseconds.
  private boolean isTime(String text) {
    if (text.length() != TIME_LENGTH || millis < 0) {
      return false;
    }
    if (millis / DAY != day) {
      day = millis / DAY;
      dayText = LocalDate.ofEpochDay(day) + "T";
    }
    int ofDay = (int) (millis % DAY);
    int seconds = ofDay / 1000;
    return text.startsWith(dayText)
        && isNumber(text, 11, seconds / 3600, ':')
        && isNumber(text, 14, seconds / 60 % 60, ':')
        && isNumber(text, 17, seconds % 60, '.')
        && isNumber(text, 20, ofDay % 1000 / 10, (char) ('0' + ofDay % 10))
        && text.charAt(TIME_LENGTH - 1) == 'Z';
  }

  /// Whether two digits at `at` are this number, and `after` follows.
  private static boolean isNumber(String text, int at, int number, char after) {
    return text.charAt(at) == '0' + number / 10
        && text.charAt(at + 1) == '0' + number % 10
        && text.charAt(at + 2) == after;
  }
}
