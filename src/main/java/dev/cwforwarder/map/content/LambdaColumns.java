package dev.cwforwarder.map.content;

import io.opentelemetry.api.logs.Severity;

/// The columns that Lambda's runtimes put before a message in text format: `TIME⇥ID⇥LEVEL⇥…` of
/// Node.js and .NET, `[LEVEL]⇥TIME⇥ID⇥…` of Python.
final class LambdaColumns {
  /// `2026-01-01T00:00:00.000Z`.
  private static final int TIME = 24;

  private static final String NONE = "undefined";

  private static final Severity UNDEFINED = Severity.UNDEFINED_SEVERITY_NUMBER;

  private LambdaColumns() {}

  /// Reads the columns, if there are any.
  ///
  /// @param move whether they leave the body, so that all of them have to become attributes
  /// @return where the message begins; 0 if there are no columns
  static int read(String text, boolean move, RecordBuilder draft) {
    if (text.charAt(0) == '[') {
      int close = text.indexOf("]\t");
      return close > 0 ? read(text, 1, close, close + 2, move, draft) : 0;
    }
    int level = isTime(text, 0) ? text.indexOf('\t', TIME + 1) + 1 : 0;
    int end = level > 0 ? text.indexOf('\t', level) : -1;
    return end > 0 ? read(text, level, end, 0, move, draft) : 0;
  }

  private static int read(
      String text, int level, int levelEnd, int time, boolean move, RecordBuilder draft) {
    int id = time + TIME + 1;
    int idEnd = isTime(text, time) ? text.indexOf('\t', id) : -1;
    Severity severity = idEnd < 0 ? UNDEFINED : SeverityNames.of(text, level, levelEnd);
    boolean isId = severity != UNDEFINED && TraceText.isUuid(text, id, idEnd);
    if (severity == UNDEFINED || !(isId || isNone(text, id, idEnd))) {
      return 0;
    }
    draft.severity = severity;
    if (isId) {
      draft.invocationId = text.substring(id, idEnd);
      draft.invocationCertain = true;
    }
    if (move) {
      draft.fields.add(RecordKeys.TIMESTAMP, text.substring(time, time + TIME));
      draft.column = text.substring(level, levelEnd);
    }
    return Math.max(levelEnd, idEnd) + 1;
  }

  /// What is printed outside an invocation has no id: Node.js writes `undefined`.
  private static boolean isNone(String text, int from, int to) {
    return from == to || (to - from == NONE.length() && text.startsWith(NONE, from));
  }

  private static boolean isTime(String text, int at) {
    return text.length() > at + TIME
        && text.charAt(at + 4) == '-'
        && text.charAt(at + 10) == 'T'
        && text.charAt(at + TIME - 1) == 'Z'
        && text.charAt(at + TIME) == '\t';
  }
}
