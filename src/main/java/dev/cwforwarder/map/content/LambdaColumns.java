package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.severity.SeverityNames;
import io.opentelemetry.api.logs.Severity;

/// Parses the columns that Lambda's runtimes write before a message in text format:
/// `TIME⇥ID⇥LEVEL⇥…` of Node.js and .NET, `[LEVEL]⇥TIME⇥ID⇥…` of Python.
final class LambdaColumns {
  /// `2026-01-01T00:00:00.000Z`.
  private static final int TIME_LENGTH = 24;

  private static final String NO_ID = "undefined";

  private static final Severity UNDEFINED = Severity.UNDEFINED_SEVERITY_NUMBER;

  private LambdaColumns() {}

  /// Parses the columns, if there are any.
  ///
  /// @param removeFromBody whether the columns are removed from the body, so that all of them have
  ///   to become attributes
  /// @return the index at which the message starts; 0 if there are no columns
  static int read(String text, boolean removeFromBody, RecordBuilder builder) {
    if (text.charAt(0) == '[') {
      int close = text.indexOf("]\t");
      return close > 0 ? read(text, 1, close, close + 2, removeFromBody, builder) : 0;
    }
    int level = isTime(text, 0) ? text.indexOf('\t', TIME_LENGTH + 1) + 1 : 0;
    int end = level > 0 ? text.indexOf('\t', level) : -1;
    return end > 0 ? read(text, level, end, 0, removeFromBody, builder) : 0;
  }

  private static int read(
      String text,
      int level,
      int levelEnd,
      int time,
      boolean removeFromBody,
      RecordBuilder builder) {
    int id = time + TIME_LENGTH + 1;
    int idEnd = isTime(text, time) ? text.indexOf('\t', id) : -1;
    Severity severity = idEnd < 0 ? UNDEFINED : SeverityNames.of(text, level, levelEnd);
    boolean isId = severity != UNDEFINED && TraceText.isUuid(text, id, idEnd);
    if (severity == UNDEFINED || !(isId || isNoId(text, id, idEnd))) {
      return 0;
    }
    builder.severity = severity;
    if (isId) {
      builder.invocationId = text.substring(id, idEnd);
      builder.invocationIdCertain = true;
    }
    if (removeFromBody) {
      builder.fields.add(RecordKeys.TIMESTAMP, text.substring(time, time + TIME_LENGTH));
      builder.levelColumn = text.substring(level, levelEnd);
    }
    return Math.max(levelEnd, idEnd) + 1;
  }

  /// Output outside an invocation has no id; Node.js writes `undefined`.
  private static boolean isNoId(String text, int from, int to) {
    return from == to || (to - from == NO_ID.length() && text.startsWith(NO_ID, from));
  }

  private static boolean isTime(String text, int at) {
    return text.length() > at + TIME_LENGTH
        && text.charAt(at + 4) == '-'
        && text.charAt(at + 10) == 'T'
        && text.charAt(at + TIME_LENGTH - 1) == 'Z'
        && text.charAt(at + TIME_LENGTH) == '\t';
  }
}
