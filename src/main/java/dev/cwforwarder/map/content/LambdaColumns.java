package dev.cwforwarder.map.content;

import io.opentelemetry.api.logs.Severity;

/// The columns that Lambda's runtimes put before a message in text format: `TIME⇥ID⇥LEVEL⇥…` of
/// Node.js and .NET, `[LEVEL]⇥TIME⇥ID⇥…` of Python.
final class LambdaColumns {
  /// `2026-01-01T00:00:00.000Z`.
  private static final int TIME = 24;

  private static final int UUID = 36;

  private LambdaColumns() {}

  /// Reads the columns, if there are any.
  ///
  /// @param move whether they leave the body, so that all of them have to become attributes
  /// @return where the message begins; 0 if there are no columns
  static int read(String text, boolean move, Draft draft) {
    if (text.charAt(0) == '[') {
      int close = text.indexOf("]\t");
      return close > 0 ? read(text, 1, close, close + 2, move, draft) : 0;
    }
    int level = TIME + UUID + 2;
    int end = text.length() > level && isTime(text, 0) ? text.indexOf('\t', level) : -1;
    return end > 0 ? read(text, level, end, 0, move, draft) : 0;
  }

  private static int read(
      String text, int level, int levelEnd, int time, boolean move, Draft draft) {
    int id = time + TIME + 1;
    Severity severity = Level.of(text, level, levelEnd);
    if (severity == Severity.UNDEFINED_SEVERITY_NUMBER
        || text.length() <= id + UUID
        || !isTime(text, time)
        || text.charAt(id + UUID) != '\t'
        || !TraceText.isUuid(text, id, id + UUID)) {
      return 0;
    }
    draft.severity = severity;
    draft.invocationId = text.substring(id, id + UUID);
    draft.invocationCertain = true;
    if (move) {
      draft.fields.add(RecordKeys.TIMESTAMP, text.substring(time, time + TIME));
      if (!text.regionMatches(level, severity.name(), 0, levelEnd - level)) {
        draft.fields.add(RecordKeys.LEVEL, text.substring(level, levelEnd));
      }
    }
    return Math.max(levelEnd, id + UUID) + 1;
  }

  private static boolean isTime(String text, int at) {
    return text.length() > at + TIME
        && text.charAt(at + 4) == '-'
        && text.charAt(at + 10) == 'T'
        && text.charAt(at + TIME - 1) == 'Z'
        && text.charAt(at + TIME) == '\t';
  }
}
