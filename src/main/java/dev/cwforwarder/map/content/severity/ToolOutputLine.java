package dev.cwforwarder.map.content.severity;

import static io.opentelemetry.api.logs.Severity.DEBUG;
import static io.opentelemetry.api.logs.Severity.INFO;
import static io.opentelemetry.api.logs.Severity.INFO2;
import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;
import static io.opentelemetry.api.logs.Severity.WARN;

import dev.cwforwarder.map.content.sources.LineCursor;
import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.logs.Severity;
import java.util.ArrayList;
import java.util.List;

/// Extracts the severity of lines of programs with a format of their own: what runtimes, shells,
/// tools and the kernel write when they fail. The first character selects the rows of the table, so
/// that other lines cost a single comparison.
final class ToolOutputLine {
  private static final int CHARACTERS = 128;
  private static final Beginning[][] BY_CHARACTER = compile();

  private ToolOutputLine() {}

  /// @param time the index at which the time at the start ends; 0 if there is none
  /// @param end the index at which the first line of `text` ends
  static Severity severity(String text, int time, int end) {
    int from = MessageText.skipBlanks(text, time, end);
    char first = from == end ? 0 : text.charAt(from);
    boolean isFrame = // a diagnostic of Terraform, a report of the JVM
        first == '╷'
            ? text.startsWith("│", from + 2)
            : first == '#' && text.startsWith("# ", from + 2);
    if (isFrame && text.startsWith("\n", from + 1)) {
      return severity(text.substring(from + 2), 0, secondLineEnd(text, from + 2));
    }
    if (first >= '0' && first <= '9') {
      return redis(text, end);
    }
    if (first == '{') {
      return inspected(text, from + 1);
    }
    boolean mayBeRedis = first == '[' && from == 0 && MessageText.isDigit(text, 1);
    Severity found = mayBeRedis ? redis(text, end) : UNDEFINED_SEVERITY_NUMBER;
    return found == UNDEFINED_SEVERITY_NUMBER ? ofRow(text, from, end) : found;
  }

  /// The severity of the row that the text from `from` matches; undefined if there is none.
  static Severity ofRow(String text, int from, int end) {
    char first = from < end ? text.charAt(from) : 0;
    for (Beginning row : BY_CHARACTER[first < CHARACTERS ? first : 0]) {
      if (row.matches(text, from, end)) {
        return row.severity;
      }
    }
    return UNDEFINED_SEVERITY_NUMBER;
  }

  /// The index in the text behind the first line at which its second line ends.
  private static int secondLineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return (end < 0 ? text.length() : end) - from;
  }

  /// `1:M 07 Dec 2025 10:00:00.123 * Ready` of Redis. Old versions write no year, or `[1]` without
  /// the role; modules write `[1:M]`.
  private static Severity redis(String text, int end) {
    boolean isBracket = text.charAt(0) == '[';
    int at = MessageText.digitsEnd(text, isBracket ? 1 : 0, Math.min(end, 9));
    boolean hasRole = text.startsWith(":", at) && at + 1 < end && isRole(text.charAt(at + 1));
    at += hasRole ? 2 : 0;
    at += isBracket && text.startsWith("]", at) ? 1 : 0;
    boolean mayMatch = (hasRole || isBracket) && text.startsWith(" ", at + 3); // ` 07 Dec`
    int time = mayMatch ? LineTime.endOf(text, at + 1, Math.min(end, LineHead.MAX_LENGTH)) : -1;
    if (time < 0 || time + 2 >= end || text.charAt(at) != ' ' || text.charAt(time + 2) != ' ') {
      return UNDEFINED_SEVERITY_NUMBER;
    }
    char symbol = text.charAt(time + 1);
    return hasRole || (symbol != '-' && text.charAt(time - 4) == '.')
        ? ofSymbol(symbol)
        : UNDEFINED_SEVERITY_NUMBER;
  }

  private static boolean isRole(char c) {
    return "MSCX".indexOf(c) >= 0;
  }

  /// `{ order: 7, level: 'error' }` and `{'level': 'ERROR'}`: what Node.js, Python and Ruby print
  /// for an object, on one or more lines.
  private static Severity inspected(String text, int from) {
    int limit = Math.min(text.length(), LineHead.MAX_LENGTH);
    int name = text.indexOf("level", from, limit);
    int nested = text.indexOf('{', from, limit);
    boolean isMember = name > 0 && " {\n':".indexOf(text.charAt(name - 1)) >= 0;
    if (!isMember
        || (nested > 0 && nested < name)
        || MessageText.objectMayStartAt(text, from - 1)) {
      return UNDEFINED_SEVERITY_NUMBER;
    }
    int open = LineCursor.skip(text, name + "level".length(), limit, " :=>'\"");
    int close = text.indexOf(text.charAt(open - 1), open, limit);
    return close < 0 ? UNDEFINED_SEVERITY_NUMBER : SeverityNames.of(text, open, close);
  }

  private static Severity ofSymbol(char symbol) {
    return switch (symbol) {
      case '.' -> DEBUG;
      case '-' -> INFO;
      case '*' -> INFO2;
      case '#' -> WARN;
      default -> UNDEFINED_SEVERITY_NUMBER;
    };
  }

  private static Beginning[][] compile() {
    List<List<Beginning>> rows = new ArrayList<>();
    for (int i = 0; i < CHARACTERS; i++) {
      rows.add(new ArrayList<>());
    }
    for (String line : ToolOutputTable.ROWS.split("\n", 0)) {
      int blank = line.indexOf(' ');
      Severity severity = Severity.valueOf(line.substring(0, blank));
      char first = line.charAt(blank + 1);
      rows.get(first < CHARACTERS ? first : 0)
          .add(Beginning.of(severity, line.substring(blank + 1)));
    }
    return rows.stream().map(list -> list.toArray(Beginning[]::new)).toArray(Beginning[][]::new);
  }

  /// A row of the table.
  ///
  /// @param start how the line begins
  /// @param later what follows anywhere behind it; empty for nothing
  /// @param isEnd whether the line ends with it
  /// @param isOpen whether it may end within a word
  private record Beginning(
      Severity severity, String start, String later, boolean isEnd, boolean isOpen) {
    static Beginning of(Severity severity, String row) {
      boolean isEnd = row.endsWith("$");
      boolean isOpen = row.endsWith("…");
      String pattern = isEnd || isOpen ? row.substring(0, row.length() - 1) : row;
      int any = pattern.indexOf('…');
      String start = any < 0 ? pattern : pattern.substring(0, any);
      return new Beginning(
          severity, start, any < 0 ? "" : pattern.substring(any + 1), isEnd, isOpen);
    }

    boolean matches(String text, int from, int end) {
      if (!text.startsWith(start, from)) {
        return false;
      }
      int to = from + start.length();
      if (!later.isEmpty()) {
        int found =
            isEnd
                ? (MessageText.endsWith(text, end, later) ? end - later.length() : -1)
                : text.indexOf(later, to, end);
        to = found < to ? -1 : found + later.length();
      }
      return to >= 0
          && (!isEnd || to == end)
          && (isOpen || isWordEnd(text, to, end))
          && !FailureLine.isCount(text, to, end);
    }

    /// Not within a word: `Uncaught exceptions`.
    private static boolean isWordEnd(String text, int at, int end) {
      return at >= end
          || !Character.isLetter(text.charAt(at))
          || !Character.isLetter(text.charAt(at - 1));
    }
  }
}
