package dev.cwforwarder.map.content.severity;

import static io.opentelemetry.api.logs.Severity.ERROR;
import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;

import dev.cwforwarder.map.content.sources.Decimal;
import dev.cwforwarder.map.content.sources.LineCursor;
import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.logs.Severity;

/// Recognizes the lines with which programs report that they failed: exceptions, panics, stack
/// traces.
public final class FailureLine {
  private FailureLine() {}

  private static final int MAX_NAME_LENGTH = 120;
  private static final int MAX_NAMES = 3;

  /// @param colon the index of the first colon before a blank; -1 if there is none near the start
  /// @param end the index at which the first line of `text` ends
  static Severity severity(String text, int colon, int end) {
    boolean failed =
        isException(text, 0, end)
            || isLocation(text, end)
            || endsWithException(text, end)
            || MessageText.endsWith(text, end, "(core dumped)");
    return failed ? ERROR : behindProgram(text, colon, end);
  }

  /// `/bin/sh: 1: aws: not found`, `lua: x.lua:1: boom`, `shop.service: Failed with result 'x'`:
  /// what programs write behind their name.
  private static Severity behindProgram(String text, int first, int end) {
    boolean isName = first >= 2 && first < MAX_NAME_LENGTH && text.lastIndexOf(' ', first) < 0;
    if (!isName || text.startsWith("Suppressed:")) {
      return UNDEFINED_SEVERITY_NUMBER;
    }
    if (text.startsWith("sh", first - 2) && MessageText.endsWith(text, end, ": not found")) {
      return ERROR;
    }
    Severity found = UNDEFINED_SEVERITY_NUMBER;
    int colon = first;
    for (int name = 0;
        name < MAX_NAMES && colon > 0 && found == UNDEFINED_SEVERITY_NUMBER;
        name++) {
      int from = colon + ": ".length();
      found = isException(text, from, end) ? ERROR : ToolOutputLine.ofRow(text, from, end);
      found = found == UNDEFINED_SEVERITY_NUMBER ? ToolOutputLine.ofRow(text, colon, end) : found;
      colon = text.indexOf(": ", from, end);
    }
    return found;
  }

  /// `java.lang.IllegalStateException: card expired`, `TypeError [ERR_X]: …`, or only the name.
  private static boolean isException(String text, int from, int end) {
    int at = nameEnd(text, from, end);
    if (at - from < "Error".length() || !endsWithName(text, from, at)) {
      return false;
    }
    at = qualifierEnd(text, at, end);
    if (at == end) {
      boolean isValue = from > 0 && at - from == "Error".length(); // `LogLevel: Error`
      return !isValue && !text.startsWith("NoE", from);
    }
    boolean isMeasure = isCount(text, at, end) && !text.startsWith("KeyError", from);
    return text.startsWith(":", at) && !isMeasure;
  }

  /// The end of `[ERR_X]`, `(111)` or `@pay.d(12)` behind the name of an exception.
  private static int qualifierEnd(String text, int at, int end) {
    int bracket = text.startsWith(" [", at) ? ']' : text.startsWith(" (", at) ? ')' : 0;
    int close = bracket == 0 ? -1 : text.indexOf(bracket, at, end);
    int colon = text.startsWith("@", at) ? text.indexOf(':', at, end) : -1;
    return close > 0 ? close + 1 : Math.max(at, colon);
  }

  /// Whether the text before `end` ends as the names of exceptions do, `shop.CardError`: not
  /// `onError`.
  public static boolean endsWithName(String text, int from, int end) {
    if (!MessageText.endsWith(text, end, "Exception")
        && !MessageText.endsWith(text, end, "Error")) {
      return false;
    }
    int at = end - 1;
    while (at > from && Character.isLetterOrDigit(text.charAt(at - 1))) {
      at--;
    }
    return Character.isUpperCase(text.charAt(at));
  }

  /// The index before `end` at which the name of a class that starts at `from` ends.
  public static int nameEnd(String text, int from, int end) {
    int at = from;
    while (at < end
        && (Character.isLetterOrDigit(text.charAt(at)) || isNameSymbol(text.charAt(at)))) {
      at++;
    }
    return at;
  }

  /// Whether the text behind a name is only a number or says that there is nothing: `: 0.034`.
  static boolean isCount(String text, int from, int end) {
    int at = LineCursor.skip(text, from, end, " :");
    if (at == from || end - at > 16) {
      return false;
    }
    int to = MessageText.wordEnd(text, at, end);
    boolean isComparison = text.startsWith(" ==", to) || text.startsWith(" !=", to);
    to = to > at && ",;".indexOf(text.charAt(to - 1)) >= 0 ? to - 1 : to;
    return Nothing.is(text, at, end)
        || (!isComparison && !Double.isNaN(Decimal.parse(text, at, to)));
  }

  /// Node.js and Ruby first print the source location: `/srv/index.js:3`, the statement, a blank
  /// line, `Error: boom`; `/srv/app.rb:3:in 'pay': refused (RuntimeError)`.
  private static boolean isLocation(String text, int end) {
    if (end < 4) {
      return false;
    }
    if (text.charAt(end - 1) == ')') {
      int open = text.lastIndexOf(" (", end);
      return open > 0 && text.indexOf(':', 0, open) > 0 && isRubyName(text, open + 2, end - 1);
    }
    boolean isFile = text.startsWith("/") || text.startsWith("node:") || text.startsWith("file:");
    int blank = isFile && MessageText.isDigit(text, end - 1) ? text.indexOf("\n\n", end) : -1;
    if (blank < 0) {
      return false;
    }
    int next = text.indexOf('\n', blank + 2);
    return isException(text, blank + 2, next < 0 ? text.length() : next);
  }

  /// `RuntimeError`, `Shop::NoStock`, `Errno::ENOENT`.
  private static boolean isRubyName(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isLetterOrDigit(text.charAt(i)) && text.charAt(i) != ':') {
        return false;
      }
    }
    return from < to
        && Character.isUpperCase(text.charAt(from))
        && (text.indexOf("::", from, to) > 0 || endsWithName(text, from, to));
  }

  /// `card declined: com.acme.PaymentException`, as the Java runtime of Lambda begins a stack
  /// trace.
  private static boolean endsWithException(String text, int end) {
    int colon = endsWithName(text, 0, end) ? text.lastIndexOf(": ", end) : -1;
    return colon > 0
        && text.indexOf('.', colon, end) > 0
        && nameEnd(text, colon + 2, end) == end
        && isException(text, colon + 2, end);
  }

  private static boolean isNameSymbol(char c) {
    return c == '.' || c == '_' || c == '$';
  }
}
