package dev.cwforwarder.map.content;

import org.jspecify.annotations.Nullable;

/// Extracts the ids that tracing libraries write into the prefix of a line: `trace_id=… span_id=…`,
/// `traceId=…, spanId=…`, `[TRACE-SPAN]`, `[app,TRACE,SPAN]`, `dd.span_id=…`. Linear, and bounded
/// by [#MAX_PREFIX_LENGTH] characters.
final class TextTrace {
  private static final int MAX_PREFIX_LENGTH = 512;

  private static final int MAX_BRACKETS = 8;

  private static final int TRACE_LENGTH = 32;

  private static final int SPAN_LENGTH = 16;

  private final String text;
  private final int end;

  private TextTrace(String text) {
    this.text = text;
    this.end = Math.min(text.length(), MAX_PREFIX_LENGTH);
  }

  /// Extracts the ids from `text`, unless a field that takes precedence has already set the trace
  /// id.
  static void extract(String text, RecordBuilder builder) {
    if (text.length() > TRACE_LENGTH && builder.traceId == null) {
      new TextTrace(text).extract(builder);
    }
  }

  private void extract(RecordBuilder builder) {
    int nameAt = text.indexOf("race", 0, end);
    if (nameAt > 0) {
      builder.traceId = idAfter("race", nameAt, TRACE_LENGTH);
      int span = builder.traceId == null ? -1 : text.indexOf("pan", 0, end);
      builder.spanId = span > 0 ? idAfter("pan", span, SPAN_LENGTH) : null;
      if (span > 0 && builder.spanId == null) {
        extractDatadogSpan(builder);
      }
    }
    if (builder.traceId == null) {
      extractFromBrackets(builder);
    }
  }

  /// Extracts a span id of Datadog, which is a decimal number.
  private void extractDatadogSpan(RecordBuilder builder) {
    String name = "dd.span_id=";
    int found = text.indexOf(name, 0, end);
    int from = found + name.length();
    int to = from;
    while (found >= 0 && to < text.length() && Character.isDigit(text.charAt(to))) {
      to++;
    }
    builder.spanId = found >= 0 ? TraceText.fromDatadog(text.substring(from, to)) : null;
  }

  /// The id after the first `trace_id=` or similar name, starting at `at`.
  private @Nullable String idAfter(String word, int at, int length) {
    for (int found = at; found >= 0; found = text.indexOf(word, found + 1, end)) {
      int value = valueStart(found + word.length());
      if (isId(value, length)) {
        return text.substring(value, value + length);
      }
    }
    return null;
  }

  /// The index of the value after the end of a name (`_id=`, `Id: `, `.id="`); -1 if there is none.
  private int valueStart(int from) {
    int at = from;
    if (at < end && (text.charAt(at) == '_' || text.charAt(at) == '.')) {
      at++;
    }
    if (!text.regionMatches(true, at, "id", 0, 2)) {
      return -1;
    }
    at += 2;
    int separators = at;
    while (at < end && isSeparator(text.charAt(at))) {
      at++;
    }
    return at > separators ? at : -1;
  }

  private static boolean isSeparator(char c) {
    return c == '=' || c == ':' || c == ' ' || c == '"' || c == '\'';
  }

  private boolean isId(int at, int length) {
    if (at < 0 || at + length > text.length()) {
      return false;
    }
    boolean isComplete = at + length == text.length() || !isWordCharacter(text.charAt(at + length));
    String id = isComplete ? text.substring(at, at + length) : "";
    return length == TRACE_LENGTH ? TraceText.isTraceId(id) : TraceText.isSpanId(id);
  }

  private static boolean isWordCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  /// The end of the ids in a bracket, without the flag that Sleuth appends: `,true]`, `,false]`.
  private int endOfIds(int open) {
    int close = text.indexOf(']', open);
    if (close > 5 && text.startsWith(",true", close - 5)) {
      return close - 5;
    }
    return close > 6 && text.startsWith(",false", close - 6) ? close - 6 : close;
  }

  private void extractFromBrackets(RecordBuilder builder) {
    int open = text.indexOf('[', 0, end);
    for (int i = 0; i < MAX_BRACKETS && open >= 0; i++) {
      int close = endOfIds(open);
      int trace = close - SPAN_LENGTH - 1 - TRACE_LENGTH;
      boolean pair =
          trace > open
              && (text.charAt(trace + TRACE_LENGTH) == '-'
                  || text.charAt(trace + TRACE_LENGTH) == ',')
              && (trace == open + 1 || text.charAt(trace - 1) == ',')
              && isId(trace, TRACE_LENGTH)
              && isId(trace + TRACE_LENGTH + 1, SPAN_LENGTH);
      if (pair) {
        builder.traceId = text.substring(trace, trace + TRACE_LENGTH);
        builder.spanId = text.substring(close - SPAN_LENGTH, close);
        return;
      }
      open = text.indexOf('[', open + 1, end);
    }
  }
}
