package dev.cwforwarder.map.content;

import static io.opentelemetry.api.logs.Severity.ERROR;
import static io.opentelemetry.api.logs.Severity.FATAL;
import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;

import io.opentelemetry.api.logs.Severity;

/// Extracts the severity of a plain text line from where logging libraries write it: from the
/// line's prefix, never from its sentence. Undefined if the line contains none.
final class TextSeverity {
  private TextSeverity() {}

  static Severity of(String message) {
    return of(LinePrefix.of(message));
  }

  /// Returns the severity of the line behind its prefix; that of the prefix if the line has none.
  static Severity of(LinePrefix prefix) {
    String text = prefix.rest();
    int end = text.indexOf('\n');
    int lineEnd = end < 0 ? text.length() : end;
    String line = prefix.line();
    int headEnd = lineEnd + line.length() - text.length();
    Severity found = ToolOutputLine.severity(line, headEnd);
    if (found == UNDEFINED_SEVERITY_NUMBER && line.length() > text.length()) {
      found = ToolOutputLine.severity(text, lineEnd);
    }
    if (found == UNDEFINED_SEVERITY_NUMBER) {
      found = LetterLevel.severity(line, Math.min(headEnd, LineHead.MAX_LENGTH));
    }
    if (found == UNDEFINED_SEVERITY_NUMBER) {
      found = LineHead.severity(line, headEnd);
    }
    if (found == UNDEFINED_SEVERITY_NUMBER) {
      found = fromHttpStatus(text, lineEnd);
    }
    if (found == UNDEFINED_SEVERITY_NUMBER && end > 0) {
      found = fromSecondLine(line, headEnd + 1);
    }
    if (found == UNDEFINED_SEVERITY_NUMBER) {
      found = fromStackTrace(text, lineEnd);
    }
    return found == UNDEFINED_SEVERITY_NUMBER ? prefix.priority() : found;
  }

  /// `… "GET /path HTTP/1.1" 502 …` of access logs.
  private static Severity fromHttpStatus(String text, int end) {
    int http = text.indexOf(" HTTP/");
    int quote = http < 0 || http >= end ? -1 : text.indexOf("\" ", http + 6);
    if (quote < 0 || quote > http + 10) {
      return UNDEFINED_SEVERITY_NUMBER;
    }
    return status(text, quote + 2, end);
  }

  /// The severity of the HTTP status at `from`.
  static Severity status(String text, int from, int end) {
    if (from + 3 > end) {
      return UNDEFINED_SEVERITY_NUMBER;
    }
    boolean status =
        MessageText.isDigit(text, from)
            && MessageText.isDigit(text, from + 1)
            && MessageText.isDigit(text, from + 2)
            && (from + 3 == end || text.charAt(from + 3) == ' ');
    return status
        ? SeverityNames.ofStatus(Integer.parseInt(text, from, from + 3, 10))
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// java.util.logging: date and source location on one line, `SEVERE: …` on the next.
  private static Severity fromSecondLine(String text, int secondLine) {
    int colon = text.indexOf(": ", secondLine);
    boolean startsWithDate = secondLine > 24 && LineTime.endOf(text, 0, secondLine) > 0;
    return startsWithDate && colon > 0
        ? SeverityNames.of(text, secondLine, colon)
        : UNDEFINED_SEVERITY_NUMBER;
  }

  private static Severity fromStackTrace(String text, int end) {
    if (text.startsWith("fatal error: ")) {
      return FATAL;
    }
    boolean isTrace =
        text.startsWith("Traceback (most recent call last)")
            || text.startsWith("Exception in thread ")
            || text.startsWith("Unhandled exception")
            || text.startsWith("Uncaught ")
            || text.startsWith("Caused by: ")
            || (text.startsWith("thread '") && text.indexOf("' panicked at") > 0);
    return isTrace || isException(text, 0, end) || isUncaught(text, end)
        ? ERROR
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// `java.lang.IllegalStateException: card expired`, `TypeError: …`, or only the name.
  private static boolean isException(String text, int from, int end) {
    int at = from;
    while (at < end
        && (Character.isLetterOrDigit(text.charAt(at)) || isNameSymbol(text.charAt(at)))) {
      at++;
    }
    boolean isComplete = at == end || text.charAt(at) == ':';
    return isComplete
        && at >= from + 5
        && at > 5
        && (text.startsWith("Exception", at - 9) || text.startsWith("Error", at - 5));
  }

  /// Node.js and Ruby first print the source location: `/srv/index.js:3`, the statement, a blank
  /// line, `Error: boom`; `/srv/app.rb:3:in 'pay': refused (RuntimeError)`.
  private static boolean isUncaught(String text, int end) {
    if (!text.startsWith("/")) {
      return false;
    }
    if (text.indexOf(":in ", 0, end) > 0) {
      return text.startsWith("Error)", end - 6);
    }
    int blank = MessageText.isDigit(text, end - 1) ? text.indexOf("\n\n", end) : -1;
    if (blank < 0) {
      return false;
    }
    int next = text.indexOf('\n', blank + 2);
    return isException(text, blank + 2, next < 0 ? text.length() : next);
  }

  private static boolean isNameSymbol(char c) {
    return c == '.' || c == '_' || c == '$';
  }
}
