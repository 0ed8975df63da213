package dev.cwforwarder.map.content;

import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;
import static io.opentelemetry.api.logs.Severity.WARN;

import io.opentelemetry.api.logs.Severity;

/// Finds the level in the head of a line. A head consists of times, names, numbers, places and
/// levels between separators; it ends where the sentence starts. `docs/reading.md` describes the
/// grammar. Linear, and bounded by [#MAX_LENGTH] characters.
final class LineHead {
  /// The maximum length of a head.
  static final int MAX_LENGTH = 240;

  private static final int MAX_TOKENS = 20;
  private static final char START = '^';
  private static final char TIME = 'T';

  private final String text;
  private final HeadText head;
  private final int end;
  private int at;

  /// What precedes the current token: a separator other than a blank, a time, the start of the
  /// line, or else a blank.
  private char left = START;

  /// Whether the next token may be a level.
  private boolean levelExpected = true;

  private boolean timeSeen;
  private boolean nameSeen;

  /// The number of numbers immediately after a time.
  private int numbers;

  private Severity found = UNDEFINED_SEVERITY_NUMBER;

  /// Whether [#found] may also be the name of a component, so that a level immediately after it
  /// takes precedence; `|` if only one between bars does.
  private char component;

  private LineHead(String text, int lineEnd) {
    this.text = text;
    this.end = Math.min(lineEnd, MAX_LENGTH);
    this.head = new HeadText(text, end);
  }

  static Severity severity(String text, int lineEnd) {
    return new LineHead(text, lineEnd).read();
  }

  private Severity read() {
    for (int tokens = 0; tokens < MAX_TOKENS; tokens++) {
      skipSeparators();
      Severity before = found;
      boolean goOn = at < end && (time() || (isOpening() ? bracket() : word()));
      boolean decided = found != UNDEFINED_SEVERITY_NUMBER && (found == before || component == 0);
      if (!goOn || decided) {
        break;
      }
    }
    return found;
  }

  private void skipSeparators() {
    for (; at < end; at++) {
      char c = text.charAt(at);
      boolean dash = c == '-' && (head.isDash(at) || left == '|' || left == '-');
      if (c == '\t' || c == '|' || dash) {
        left = left == START && c == '-' ? START : c;
        levelExpected = true;
      } else if (c == ':' || c == ',' || c == ';') {
        left = c;
      } else if (" *>".indexOf(c) < 0) {
        return;
      }
    }
  }

  private boolean time() {
    int to = LineTime.endOf(text, at, end);
    if (to < 0) {
      return false;
    }
    at = to;
    left = TIME;
    levelExpected = true;
    timeSeen = true;
    numbers = 0;
    return true;
  }

  private boolean isOpening() {
    return "[(<{".indexOf(text.charAt(at)) >= 0;
  }

  /// A bracket contains a level, or a name of any form.
  private boolean bracket() {
    char open = text.charAt(at);
    char close = "])>}".charAt("[(<{".indexOf(open));
    int to = text.indexOf(close, at, end);
    if (to < 0 || (open == '{' && head.contains(at, to, "\""))) {
      return false;
    }
    int from = at + 1;
    Severity level = new HeadBracket(text, head, from, to).severity();
    char next = head.at(to + 1);
    boolean follows = to + 1 < end && " :[\t".indexOf(next) >= 0;
    boolean isColumn = open == '[' || follows;
    at = to + 1;
    if (level != UNDEFINED_SEVERITY_NUMBER && isColumn) {
      accept(level, from, to, ' ');
    }
    left = close;
    levelExpected = true;
    return isColumn;
  }

  private void accept(Severity level, int from, int to, char column) {
    boolean takesPrecedence = component == 'A' || (component == '|' && column == '|');
    if (found == UNDEFINED_SEVERITY_NUMBER || takesPrecedence) {
      found = level;
    }
    component = SeverityNames.isAmbiguous(text, from, to) ? 'A' : column == '|' ? '|' : 0;
  }

  private boolean word() {
    int from = at;
    at = head.wordEnd(from);
    int to = at;
    while (to > from && ":*".indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    if (to == from || text.charAt(from) == '"') {
      return false;
    }
    Severity level = levelIn(from, to);
    if (level != UNDEFINED_SEVERITY_NUMBER) {
      boolean bar = left == '|' || head.markAfter(to) == '|';
      accept(level, from, to, bar ? '|' : ' ');
      left = ' ';
      return true;
    }
    boolean isHead = isHeadWord(from, to);
    boolean isSymbol = head.isSymbol(from, to);
    boolean keeps = from > 0 || isSymbol || head.isId(from, to) || text.indexOf('=', from, to) > 0;
    levelExpected &= keeps;
    numbers += head.isDigit(from) ? 1 : 0;
    left = ' ';
    return isHead;
  }

  private Severity levelIn(int from, int to) {
    if (to - from <= 2) {
      return letter(from, to);
    }
    Severity level = SeverityNames.of(text, from, to);
    if (level != UNDEFINED_SEVERITY_NUMBER) {
      return isLevel(from, to) ? level : UNDEFINED_SEVERITY_NUMBER;
    }
    if (head.at(to) == ':' && to - from > 7 && text.startsWith("Warning", to - 7)) {
      return head.isFieldWith(to, true) ? UNDEFINED_SEVERITY_NUMBER : WARN;
    }
    if (head.isDigit(from + 1)) {
      return glog(from, to);
    }
    return head.contains(from, to, ":/.=")
        ? HeadPieces.severity(text, head, from, to, left == TIME)
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// Whether the level name is a level here, and not a word or a field.
  private boolean isLevel(int from, int to) {
    boolean upper = head.isUpperCase(from, to);
    char right = head.markAfter(to);
    boolean isList = !timeSeen && ",;|/".indexOf(right) >= 0 && isLevelAt(to);
    if (isList || head.isFieldWith(to, timeSeen)) {
      at = end;
      return false;
    }
    if (!levelExpected) {
      return right == ':' && head.at(to) == ':';
    }
    return upper ? isUpperCaseLevel(from, to, right) : isMarked(from, to, right);
  }

  private boolean isUpperCaseLevel(int from, int to, char right) {
    if (right != ' ' && right != '(') {
      return true;
    }
    if (left == '-' && !timeSeen) {
      return false;
    }
    boolean ambiguous = SeverityNames.isAmbiguous(text, from, to);
    return timeSeen
        ? !ambiguous || isNameAt(head.skipBlanks(to))
        : !ambiguous && !head.isUpperCaseOnly(to);
  }

  /// Whether another level follows a separator.
  private boolean isLevelAt(int separator) {
    int from = head.skipBlanks(head.skipBlanks(separator) + 1);
    return SeverityNames.of(text, from, head.wordEnd(from)) != UNDEFINED_SEVERITY_NUMBER;
  }

  private boolean isNameAt(int from) {
    return head.contains(from, head.wordEnd(from), "./:");
  }

  /// Whether a separator other than a blank marks a level name in lower or mixed case.
  private boolean isMarked(int from, int to, char right) {
    boolean separated = left != ' ' && left != START;
    return switch (right) {
      case ':' ->
          (!nameSeen || separated) && (separated || head.at(head.skipBlanks(to) + 1) <= ' ');
      case '|', '-' -> true;
      case '\t' -> separated || Character.isLowerCase(text.charAt(from));
      case '[' -> separated || head.isCodeInBrackets(to);
      case ',', ';', '/' -> separated && timeSeen;
      default -> head.isCodeWithColon(to);
    };
  }

  /// The letter of a level in the forms that have nothing else.
  private Severity letter(int from, int to) {
    char next = head.at(head.skipBlanks(to));
    boolean alone = to == from + 1;
    boolean isLevel =
        alone
            ? isLetterLevel(from, to, next)
            : left == TIME && text.charAt(from + 1) == '!'; // Telegraf
    return isLevel ? SeverityNames.ofLetter(text.charAt(from)) : UNDEFINED_SEVERITY_NUMBER;
  }

  private boolean isLetterLevel(int from, int to, char next) {
    if (left == START) {
      boolean ruby = text.startsWith(", [", to) && LineTime.endOf(text, to + 3, end) > 0;
      return ruby || (text.startsWith(": ", to) && "EWI".indexOf(text.charAt(from)) >= 0);
    }
    if (left == ']' && text.charAt(from - 1) == ']') {
      return head.at(to) == ':'; // AWS DMS
    }
    int name = head.skipBlanks(to);
    int nameEnd = head.wordEnd(name);
    boolean component = head.isUpperCase(name, nameEnd) && head.markAfter(nameEnd) == '[';
    boolean logcat = numbers == 2 && head.at(nameEnd - 1) == ':';
    return (left == TIME && (next == '[' || next == '|' || component)) || logcat;
  }

  /// `I1207 10:00:00.123`, `I20251207 10:00:00.123`.
  private Severity glog(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (!head.isDigit(i)) {
        return UNDEFINED_SEVERITY_NUMBER;
      }
    }
    boolean dated = left == START && (to == from + 5 || to == from + 9);
    boolean timed = head.at(to + 3) == ':' && head.at(to + 6) == ':';
    return dated && timed && LineTime.endOf(text, to + 1, end) > 0
        ? SeverityNames.ofLetter(text.charAt(from))
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// Whether a word that is not a level may precede one.
  private boolean isHeadWord(int from, int to) {
    char right = head.markAfter(to);
    boolean colon = head.at(to) == ':';
    boolean isColumn =
        right == '|' || right == '\t' || (right == '-' && left != ' ') || head.at(to) == '[';
    if (isColumn || left == '|' || left == '\t' || head.isDigit(from) || isStream(from, to)) {
      return true;
    }
    if (colon && head.isLetters(from, to)) {
      return isFirstName();
    }
    return colon
        || head.contains(from, to, ":/.#=@,")
        || head.isSymbol(from, to)
        || head.isId(from, to)
        || (to - from <= 3 && head.isUpperCase(from, to))
        || (left == TIME && head.isName(from, to) && isFirstName());
  }

  /// The stream of a container and the flag after it: `stderr F`.
  private boolean isStream(int from, int to) {
    return head.is(from, to, "stdout") || head.is(from, to, "stderr");
  }

  private boolean isFirstName() {
    boolean first = !nameSeen;
    nameSeen = true;
    return first;
  }
}
