package dev.cwforwarder.map.content;

import static io.opentelemetry.api.logs.Severity.ERROR;
import static io.opentelemetry.api.logs.Severity.FATAL;
import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;

import io.opentelemetry.api.logs.Severity;

/// Finds the severity of a plain line of text where logging libraries put it: in the line's head,
/// never in its sentence. A line that has none is undefined.
final class TextSeverity {
  private static final String MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";

  private TextSeverity() {}

  static Severity of(String text) {
    int end = text.indexOf('\n');
    int lineEnd = end < 0 ? text.length() : end;
    Severity found = byFirstCharacters(text, lineEnd);
    if (found == UNDEFINED_SEVERITY_NUMBER) {
      found = new HeadScan(text, lineEnd).run();
    }
    if (found == UNDEFINED_SEVERITY_NUMBER) {
      found = byHttpStatus(text, lineEnd);
    }
    if (found == UNDEFINED_SEVERITY_NUMBER && end > 0) {
      found = bySecondLine(text, end + 1);
    }
    return found == UNDEFINED_SEVERITY_NUMBER ? ofStackTrace(text, lineEnd) : found;
  }

  /// `<134>…` of syslog, `I0102 …` of glog, `E, [2026-…` of Ruby.
  private static Severity byFirstCharacters(String text, int end) {
    if (end < 6) {
      return UNDEFINED_SEVERITY_NUMBER;
    }
    if (text.charAt(0) == '<') {
      return syslog(text);
    }
    boolean glog =
        isDigit(text, 1)
            && isDigit(text, 2)
            && isDigit(text, 3)
            && isDigit(text, 4)
            && text.charAt(5) == ' ';
    boolean ruby = text.charAt(1) == ',' && text.charAt(2) == ' ' && text.charAt(3) == '[';
    return glog || ruby ? Level.ofLetter(text.charAt(0)) : UNDEFINED_SEVERITY_NUMBER;
  }

  private static Severity syslog(String text) {
    int priority = 0;
    int at = 1;
    while (at < 4 && isDigit(text, at)) {
      priority = 10 * priority + text.charAt(at++) - '0';
    }
    return at > 1 && text.charAt(at) == '>' && priority < 192
        ? Level.ofSyslog(priority)
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// `… "GET /path HTTP/1.1" 502 …` of access logs.
  private static Severity byHttpStatus(String text, int end) {
    int http = text.indexOf(" HTTP/");
    int quote = http < 0 || http >= end ? -1 : text.indexOf("\" ", http + 6);
    if (quote < 0 || quote > http + 10 || quote + 5 > end) {
      return UNDEFINED_SEVERITY_NUMBER;
    }
    int from = quote + 2;
    boolean status =
        isDigit(text, from)
            && isDigit(text, from + 1)
            && isDigit(text, from + 2)
            && (from + 3 == end || text.charAt(from + 3) == ' ');
    return status
        ? Level.ofStatus(Integer.parseInt(text, from, from + 3, 10))
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// java.util.logging: date and place on one line, `SEVERE: …` on the next.
  private static Severity bySecondLine(String text, int second) {
    int colon = text.indexOf(": ", second);
    boolean dated = second > 24 && MONTHS.contains(text.substring(0, 4));
    return dated && colon > 0 ? Level.of(text, second, colon) : UNDEFINED_SEVERITY_NUMBER;
  }

  private static Severity ofStackTrace(String text, int end) {
    if (text.startsWith("panic: ") || text.startsWith("fatal error: ")) {
      return FATAL;
    }
    boolean trace =
        text.startsWith("Traceback (most recent call last)")
            || text.startsWith("Exception in thread ")
            || text.startsWith("Unhandled exception")
            || text.startsWith("Uncaught ")
            || text.startsWith("Caused by: ")
            || (text.startsWith("thread '") && text.indexOf("' panicked at") > 0);
    return trace || isException(text, end) ? ERROR : UNDEFINED_SEVERITY_NUMBER;
  }

  /// `java.lang.IllegalStateException: card expired`, `TypeError: …`, or such a name alone.
  private static boolean isException(String text, int end) {
    int at = 0;
    while (at < end && (Character.isLetterOrDigit(text.charAt(at)) || isInName(text.charAt(at)))) {
      at++;
    }
    boolean ends = at == end || text.charAt(at) == ':';
    return ends
        && at > 5
        && (text.startsWith("Exception", at - 9) || text.startsWith("Error", at - 5));
  }

  private static boolean isInName(char c) {
    return c == '.' || c == '_' || c == '$';
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
