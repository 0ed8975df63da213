package dev.cwforwarder.map.content;

import static io.opentelemetry.api.logs.Severity.ERROR;
import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;

import dev.cwforwarder.map.content.sources.Decimal;
import io.opentelemetry.api.logs.Severity;

/// Recognizes the lines with which programs report that they failed: exceptions, panics, stack
/// traces.
final class FailureLine {
  private FailureLine() {}

  /// What shells report about a command or a script.
  private static final String[] SHELL_ERRORS = {
    ": not found",
    ": command not found",
    ": No such file or directory",
    ": Permission denied",
    ": unbound variable",
    "yntax error",
    "xec format error",
    " Segmentation fault",
    "(core dumped)"
  };

  /// @param end the index at which the first line of `text` ends
  static Severity severity(String text, int end) {
    boolean failed =
        isException(text, 0, end)
            || isLocation(text, end)
            || isShell(text, end)
            || endsWithException(text, end)
            || MessageText.endsWith(text, end, "xec format error")
            || MessageText.endsWith(
                text, end, "cannot open shared object file: No such file or directory");
    return failed ? ERROR : UNDEFINED_SEVERITY_NUMBER;
  }

  /// `java.lang.IllegalStateException: card expired`, `TypeError [ERR_X]: …`, or only the name.
  private static boolean isException(String text, int from, int end) {
    int at = nameEnd(text, from, end);
    if (at - from < "Error".length() || !endsWithName(text, at)) {
      return false;
    }
    if (text.startsWith(" [", at)) {
      at = text.indexOf(']', at, end) + 1;
    }
    if (at == end) {
      return !text.startsWith("NoError", from) && !text.startsWith("NoException", from);
    }
    boolean isMeasure = isCount(text, at, end) && !text.startsWith("KeyError", from);
    return text.startsWith(":", at) && !isMeasure;
  }

  /// Whether the text before `end` ends as the names of exceptions do.
  private static boolean endsWithName(String text, int end) {
    return MessageText.endsWith(text, end, "Exception") || MessageText.endsWith(text, end, "Error");
  }

  private static int nameEnd(String text, int from, int end) {
    int at = from;
    while (at < end
        && (Character.isLetterOrDigit(text.charAt(at)) || isNameSymbol(text.charAt(at)))) {
      at++;
    }
    return at;
  }

  /// Whether the text behind a name is only a number or says that there is nothing: `: 0.034`.
  static boolean isCount(String text, int from, int end) {
    int at = from;
    while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == ':')) {
      at++;
    }
    if (at == from || end - at > 16) {
      return false;
    }
    return Nothing.is(text, at, end) || !Double.isNaN(Decimal.parse(text, at, end));
  }

  /// Node.js and Ruby first print the source location: `/srv/index.js:3`, the statement, a blank
  /// line, `Error: boom`; `/srv/app.rb:3:in 'pay': refused (RuntimeError)`.
  private static boolean isLocation(String text, int end) {
    if (end < 4) {
      return false;
    }
    if (text.charAt(end - 1) == ')') {
      int in = text.indexOf(":in ", 0, end);
      int open = in < 0 ? -1 : text.lastIndexOf(" (", end);
      return open > in
          && in > 0
          && MessageText.isDigit(text, in - 1)
          && Character.isUpperCase(text.charAt(open + 2))
          && text.indexOf(' ', open + 1, end) < 0;
    }
    boolean isFile = text.startsWith("/") || text.startsWith("node:") || text.startsWith("file:");
    int blank = isFile && MessageText.isDigit(text, end - 1) ? text.indexOf("\n\n", end) : -1;
    if (blank < 0) {
      return false;
    }
    int next = text.indexOf('\n', blank + 2);
    return isException(text, blank + 2, next < 0 ? text.length() : next);
  }

  /// `/bin/sh: 1: aws: not found`, `/entrypoint.sh: line 3: cd: /x: No such file or directory`.
  private static boolean isShell(String text, int end) {
    int colon = text.indexOf(':', 0, Math.min(end, 120));
    if (colon < 2 || !text.startsWith("sh: ", colon - 2) || text.indexOf(' ', 0, colon) >= 0) {
      return false;
    }
    for (String error : SHELL_ERRORS) {
      if (text.indexOf(error, colon, end) > 0) {
        return true;
      }
    }
    return false;
  }

  /// `card declined: com.acme.PaymentException`, as the Java runtime of Lambda begins a stack
  /// trace.
  private static boolean endsWithException(String text, int end) {
    if (!endsWithName(text, end)) {
      return false;
    }
    int colon = text.lastIndexOf(": ", end);
    return colon > 0
        && text.indexOf('.', colon, end) > 0
        && nameEnd(text, colon + 2, end) == end
        && isException(text, colon + 2, end);
  }

  private static boolean isNameSymbol(char c) {
    return c == '.' || c == '_' || c == '$';
  }
}
