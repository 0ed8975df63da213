package dev.cwforwarder.map.content;

import static io.opentelemetry.api.logs.Severity.ERROR;
import static io.opentelemetry.api.logs.Severity.FATAL;
import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;

import io.opentelemetry.api.logs.Severity;

/// Extracts the severity of a plain text line from where logging libraries write it: from the
/// line's prefix, never from its sentence. Undefined if the line contains none.
final class TextSeverity {
  private static final String MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";

  private TextSeverity() {}

  static Severity of(String message) {
    String text = AnsiCodes.strip(message);
    int end = text.indexOf('\n');
    int lineEnd = end < 0 ? text.length() : end;
    Severity found = fromFirstCharacters(text, lineEnd);
    if (found == UNDEFINED_SEVERITY_NUMBER) {
      found = ToolOutputLine.severity(text, lineEnd);
    }
    if (found == UNDEFINED_SEVERITY_NUMBER) {
      found = new PrefixScanner(text, lineEnd).run();
    }
    if (found == UNDEFINED_SEVERITY_NUMBER) {
      found = fromHttpStatus(text, lineEnd);
    }
    if (found == UNDEFINED_SEVERITY_NUMBER && end > 0) {
      found = fromSecondLine(text, end + 1);
    }
    return found == UNDEFINED_SEVERITY_NUMBER ? fromStackTrace(text, lineEnd) : found;
  }

  /// `<134>…` of syslog, `I0102 …` of glog, `E, [2026-…` of Ruby.
  private static Severity fromFirstCharacters(String text, int end) {
    if (end < 6) {
      return UNDEFINED_SEVERITY_NUMBER;
    }
    if (text.charAt(0) == '<') {
      return syslog(text);
    }
    boolean glog =
        MessageText.isDigit(text, 1)
            && MessageText.isDigit(text, 2)
            && MessageText.isDigit(text, 3)
            && MessageText.isDigit(text, 4)
            && text.charAt(5) == ' ';
    boolean ruby = text.charAt(1) == ',' && text.charAt(2) == ' ' && text.charAt(3) == '[';
    return glog || ruby ? SeverityNames.ofLetter(text.charAt(0)) : UNDEFINED_SEVERITY_NUMBER;
  }

  private static Severity syslog(String text) {
    int priority = 0;
    int at = 1;
    while (at < 4 && MessageText.isDigit(text, at)) {
      priority = 10 * priority + text.charAt(at++) - '0';
    }
    return at > 1 && text.charAt(at) == '>' && priority < 192
        ? SeverityNames.ofSyslog(priority)
        : UNDEFINED_SEVERITY_NUMBER;
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
    boolean startsWithDate = secondLine > 24 && MONTHS.contains(text.substring(0, 4));
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
