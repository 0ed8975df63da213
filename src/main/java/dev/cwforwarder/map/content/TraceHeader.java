package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.text.MessageText;
import org.jspecify.annotations.Nullable;

/// Parses the headers in which a request carries both ids: `00-TRACE-SPAN-FLAGS` of W3C,
/// `TRACE-SPAN-1` of B3 and Sentry, `TRACE:SPAN:PARENT:FLAGS` of Jaeger, and `TRACE/SPAN;o=1` of
/// Google Cloud, whose span id is decimal.
///
/// @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>
/// @see <a href="https://github.com/openzipkin/b3-propagation#single-header">b3</a>
final class TraceHeader {
  static final int TRACE_LENGTH = 32;
  static final int SPAN_LENGTH = 16;

  /// `00-`.
  private static final int VERSION_LENGTH = 3;

  private TraceHeader() {}

  /// Uses the ids in `value`, unless the record has a trace id.
  static void read(String value, RecordBuilder builder) {
    boolean versioned = value.length() > 2 && value.charAt(2) == '-';
    if (builder.traceId == null && (!versioned || HexDigits.only(value, 0, 2))) {
      read(value, versioned ? VERSION_LENGTH : 0, versioned, builder);
    }
  }

  /// Uses the ids of the header in `text`; without both, `builder` is unchanged.
  ///
  /// @param at the index of the trace id
  /// @param versioned whether a version precedes the trace id; then flags must follow
  static void read(String text, int at, boolean versioned, RecordBuilder builder) {
    int separator = at + TRACE_LENGTH;
    @Nullable String traceId =
        separator < text.length() && isComplete(text, separator)
            ? HexDigits.id(text, at, separator)
            : null;
    if (traceId == null) {
      return;
    }
    char c = text.charAt(separator);
    int span = separator + 1;
    int end = Math.min(text.length(), span + SPAN_LENGTH);
    boolean isGoogle = c == '/' && !versioned;
    if (isGoogle) {
      end = MessageText.digitsEnd(text, span, text.length());
    }
    @Nullable String spanId =
        isGoogle ? TraceText.fromDatadog(text.substring(span, end)) : spanId(text, span, end);
    boolean flagged = text.startsWith("-", end) && isComplete(text, end + VERSION_LENGTH);
    if (spanId == null || "-:/".indexOf(c) < 0 || (versioned && !flagged)) {
      return;
    }
    builder.traceId = traceId;
    builder.spanId = spanId;
    builder.flags = versioned ? TraceText.flags(text.substring(end + 1, end + VERSION_LENGTH)) : 0;
  }

  private static @Nullable String spanId(String text, int from, int to) {
    boolean complete = to - from == SPAN_LENGTH && isComplete(text, to);
    return complete ? HexDigits.id(text, from, to) : null;
  }

  /// Whether no further letter or digit follows.
  static boolean isComplete(String text, int end) {
    return end == text.length()
        || (end < text.length() && !Character.isLetterOrDigit(text.charAt(end)));
  }
}
