package dev.cwforwarder.map.content;

import static io.opentelemetry.api.logs.Severity.ERROR;
import static io.opentelemetry.api.logs.Severity.FATAL;
import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;

import io.opentelemetry.api.logs.Severity;

/// Recognizes the lines with which programs report that they failed: exceptions, panics, stack
/// traces.
final class FailureLine {
  private FailureLine() {}

  /// @param end the index at which the first line of `text` ends
  static Severity severity(String text, int end) {
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
