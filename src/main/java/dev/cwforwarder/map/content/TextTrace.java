package dev.cwforwarder.map.content;

import org.jspecify.annotations.Nullable;

/// Finds the ids that tracing libraries put into the head of a line: `trace_id=… span_id=…`,
/// `traceId=…, spanId=…`, `[TRACE-SPAN]`, `[app,TRACE,SPAN]`, `dd.span_id=…`. Linear, and bounded
/// by [#HEAD] characters.
final class TextTrace {
  private static final int HEAD = 512;

  private static final int MOST_BRACKETS = 8;

  private static final int TRACE = 32;

  private static final int SPAN = 16;

  private final String text;
  private final int end;

  private TextTrace(String text) {
    this.text = text;
    this.end = Math.min(text.length(), HEAD);
  }

  /// Takes note of what `text` names, unless a better source has.
  static void note(String text, RecordBuilder draft) {
    if (text.length() > TRACE && draft.traceId == null) {
      new TextTrace(text).note(draft);
    }
  }

  private void note(RecordBuilder draft) {
    int named = text.indexOf("race", 0, end);
    if (named > 0) {
      draft.traceId = named("race", named, TRACE);
      int span = draft.traceId == null ? -1 : text.indexOf("pan", 0, end);
      draft.spanId = span > 0 ? named("pan", span, SPAN) : null;
      if (span > 0 && draft.spanId == null) {
        datadog(draft);
      }
    }
    if (draft.traceId == null) {
      inBrackets(draft);
    }
  }

  /// Datadog writes spans as decimal numbers.
  private void datadog(RecordBuilder draft) {
    String name = "dd.span_id=";
    int found = text.indexOf(name, 0, end);
    int from = found + name.length();
    int to = from;
    while (found >= 0 && to < text.length() && Character.isDigit(text.charAt(to))) {
      to++;
    }
    draft.spanId = found >= 0 ? TraceText.ofDatadog(text.substring(from, to)) : null;
  }

  /// The id behind the first `trace_id=` or the like, from `at` on.
  private @Nullable String named(String word, int at, int length) {
    for (int found = at; found >= 0; found = text.indexOf(word, found + 1, end)) {
      int value = valueOf(found + word.length());
      if (isId(value, length)) {
        return text.substring(value, value + length);
      }
    }
    return null;
  }

  /// Where the value begins that follows a name's end (`_id=`, `Id: `, `.id="`); -1 if none does.
  private int valueOf(int from) {
    int at = from;
    if (at < end && (text.charAt(at) == '_' || text.charAt(at) == '.')) {
      at++;
    }
    if (!text.regionMatches(true, at, "id", 0, 2)) {
      return -1;
    }
    at += 2;
    int signs = at;
    while (at < end && isBetween(text.charAt(at))) {
      at++;
    }
    return at > signs ? at : -1;
  }

  private static boolean isBetween(char c) {
    return c == '=' || c == ':' || c == ' ' || c == '"' || c == '\'';
  }

  private boolean isId(int at, int length) {
    if (at < 0 || at + length > text.length()) {
      return false;
    }
    boolean ends = at + length == text.length() || !isWord(text.charAt(at + length));
    String id = ends ? text.substring(at, at + length) : "";
    return length == TRACE ? TraceText.isTraceId(id) : TraceText.isSpanId(id);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  /// Where the bracket ends, or what Sleuth puts before its end: `,true]`, `,false]`.
  private int endOfIds(int open) {
    int close = text.indexOf(']', open);
    if (close > 5 && text.startsWith(",true", close - 5)) {
      return close - 5;
    }
    return close > 6 && text.startsWith(",false", close - 6) ? close - 6 : close;
  }

  private void inBrackets(RecordBuilder draft) {
    int open = text.indexOf('[', 0, end);
    for (int i = 0; i < MOST_BRACKETS && open >= 0; i++) {
      int close = endOfIds(open);
      int trace = close - SPAN - 1 - TRACE;
      boolean pair =
          trace > open
              && (text.charAt(trace + TRACE) == '-' || text.charAt(trace + TRACE) == ',')
              && (trace == open + 1 || text.charAt(trace - 1) == ',')
              && isId(trace, TRACE)
              && isId(trace + TRACE + 1, SPAN);
      if (pair) {
        draft.traceId = text.substring(trace, trace + TRACE);
        draft.spanId = text.substring(close - SPAN, close);
        return;
      }
      open = text.indexOf('[', open + 1, end);
    }
  }
}
