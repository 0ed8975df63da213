package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Parses an event of Windows in the XML that the CloudWatch agent writes, on one or more lines.
///
/// @see <a
///   href="https://learn.microsoft.com/windows/win32/wes/eventschema-systempropertiestype-complextype">
///   The properties of an event</a>
final class WindowsEvent {
  private static final String START = "<Event xmlns=";
  private static final String SCHEMA = "http://schemas.microsoft.com/win/";

  /// The maximum length of the properties, if they do not end.
  private static final int MAX_LENGTH = 2_048;

  private WindowsEvent() {}

  /// Parses the text from `from`.
  ///
  /// @return whether it is an event
  static boolean read(String text, int from, LogFindings findings) {
    if (!text.startsWith(START, from) || !text.startsWith(SCHEMA, from + START.length() + 1)) {
      return false;
    }
    int limit = Math.min(text.length(), from + MAX_LENGTH);
    int close = text.indexOf("</System>", from, limit);
    int end = close < 0 ? limit : close;
    LineCursor cursor = new LineCursor(text, from);
    if (find(cursor, "<Level>", end)) {
      findings.severity(severity(cursor.longValue()));
    }
    put(cursor, "<Computer>", end, Keys.HOST_NAME, findings);
    put(cursor, " ProcessID=", end, Keys.PROCESS_PID, findings);
    put(cursor, " ThreadID=", end, Keys.THREAD_ID, findings);
    return true;
  }

  private static void put(
      LineCursor cursor, String start, int end, AttributeKey<?> key, LogFindings findings) {
    if (find(cursor, start, end)) {
      cursor.put(key, findings);
    }
  }

  /// Moves to the text behind a tag, or in the quotes behind the name of an attribute.
  private static boolean find(LineCursor cursor, String start, int end) {
    String text = cursor.text;
    int at = text.indexOf(start, cursor.next, end);
    boolean isTag = start.endsWith(">");
    cursor.from = at + start.length() + (isTag ? 0 : 1);
    if (at < 0 || cursor.from > end) {
      return false;
    }
    cursor.to = text.indexOf(isTag ? '<' : text.charAt(cursor.from - 1), cursor.from, end);
    return cursor.to > cursor.from;
  }

  private static Severity severity(long level) {
    return switch ((int) Math.min(level, 6)) {
      case 0, 4 -> Severity.INFO;
      case 1 -> Severity.FATAL;
      case 2 -> Severity.ERROR;
      case 3 -> Severity.WARN;
      case 5 -> Severity.DEBUG;
      default -> Severity.UNDEFINED_SEVERITY_NUMBER;
    };
  }
}
