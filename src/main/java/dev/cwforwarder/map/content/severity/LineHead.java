package dev.cwforwarder.map.content.severity;

import static io.opentelemetry.api.logs.Severity.FATAL;
import static io.opentelemetry.api.logs.Severity.TRACE;
import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;

import dev.cwforwarder.map.content.text.CharacterSet;
import io.opentelemetry.api.logs.Severity;

/// Finds the level in the head of a line. A head consists of times, names, numbers, places and
/// levels between separators; it ends where the sentence starts. `docs/reading.md` describes the
/// grammar. Linear, and bounded by [#MAX_LENGTH] characters.
final class LineHead {
  /// The maximum length of a head.
  static final int MAX_LENGTH = 240;

  private static final int MAX_TOKENS = 20;
  private static final CharacterSet FILLERS = CharacterSet.of(" *>");
  private static final CharacterSet OPENINGS = CharacterSet.of("[(<{");
  private static final CharacterSet NAME_SYMBOLS = CharacterSet.of(":/.#=@,");
  private static final CharacterSet PIECE_SYMBOLS = CharacterSet.of(":/.=@-");
  private static final CharacterSet RELAY_SEPARATORS = CharacterSet.of(" -:|\t");
  static final char START = '^';
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

  /// What ends every column; 0 if nothing does.
  private char delimiter;

  private boolean timeSeen;
  private boolean nameSeen;

  /// Whether a mark is behind the last name.
  private boolean markSeen;

  private Severity found = UNDEFINED_SEVERITY_NUMBER;
  private int levelEnd;

  /// The level name at the start of the line that is a level only if a time follows:
  /// `error;shop;2025-12-07 10:00:00;…`.
  private Severity unconfirmed = UNDEFINED_SEVERITY_NUMBER;

  /// Whether [#found] may also be the name of a component: a level immediately after it takes
  /// precedence if this is `A`, and one in upper case in a column if it is `a`.
  private char component;

  private LineHead(String text, int lineEnd) {
    this.text = text;
    this.end = Math.min(lineEnd, MAX_LENGTH);
    this.head = new HeadText(text, end);
  }

  /// The severity of the level in the head of a line up to `lineEnd`, or undefined.
  ///
  /// @param time the index at which the time at the start ends; 0 if there is none
  static Severity severity(String text, int lineEnd, int time) {
    LineHead line = new LineHead(text, lineEnd);
    if (time > 0) {
      line.acceptTime(time);
    }
    return line.read();
  }

  private Severity read() {
    int max = head.isData(timeSeen) ? 0 : MAX_TOKENS;
    for (int tokens = 0; tokens < max; tokens++) {
      skipSeparators();
      Severity before = found;
      boolean goOn = at < end && (time() || (OPENINGS.has(text.charAt(at)) ? bracket() : word()));
      boolean decided = found != UNDEFINED_SEVERITY_NUMBER && (found == before || component == 0);
      if (!goOn || decided) {
        break;
      }
    }
    return found == UNDEFINED_SEVERITY_NUMBER ? found : relayed();
  }

  /// The level of a whole line of the same day behind the level, which a program relays:
  /// `[2025-12-07 10:00:01] INFO - [2025-12-07 10:00:00] {shop.py:12} ERROR - boom`.
  private Severity relayed() {
    int from = timeSeen ? RELAY_SEPARATORS.skip(text, levelEnd, end) : end;
    if (!head.repeatsDate(head.at(from) == '[' ? from + 1 : from)) {
      return found; // the text may name an older event
    }
    Severity inner = new LineHead(text.substring(from, end), end - from).read();
    return inner == UNDEFINED_SEVERITY_NUMBER ? found : inner;
  }

  private void skipSeparators() {
    for (; at < end; at++) {
      char c = text.charAt(at);
      boolean dash = c == '-' && (head.isDash(at) || left == '|' || left == '-');
      boolean separates =
          dash || "\t|,;".indexOf(c) >= 0 || isDelimiter(c) || head.isAlone(at, "/>");
      if (separates || c == ':') {
        left = left == START && c == '-' ? START : c;
        levelExpected |= c == '\t' || c == '|' || dash || isTable();
      } else if (!FILLERS.has(c) && (c != '"' || "|,;\t".indexOf(left) < 0)) {
        return;
      }
    }
  }

  /// Whether `c` ends every column: the slashes of `10:00:00/shop/ERROR/text`, the quotes of
  /// `"2025-12-07 10:00:00","ERROR"`.
  private boolean isDelimiter(char c) {
    boolean isFirst =
        (left == TIME && "/^#".indexOf(c) >= 0)
            || (c == '"' && at == 0 && LineTime.endOf(text, 1, end) > 0);
    delimiter = isFirst ? c : delimiter;
    boolean isClosing = c == ')' || c == ']'; // `cpu3:12)WARNING: text`
    boolean isDot = c == '.' && timeSeen && text.startsWith("].", at - 1); // `shop[12].ERR [cart]`
    return c == delimiter || (isClosing && timeSeen) || (isDot && head.isUpperCase(at + 1, at + 4));
  }

  /// Whether any separator may separate columns.
  private boolean isTable() {
    return timeSeen || unconfirmed != UNDEFINED_SEVERITY_NUMBER;
  }

  private boolean time() {
    int to = LineTime.endOf(text, at, end);
    if (to > 0) {
      acceptTime(to);
    }
    return to > 0;
  }

  private void acceptTime(int to) {
    at = to;
    left = TIME;
    levelExpected = true;
    timeSeen = true;
    found = found == UNDEFINED_SEVERITY_NUMBER ? unconfirmed : found;
  }

  /// A bracket contains a level, or a name of any form.
  private boolean bracket() {
    char open = text.charAt(at);
    char close = "])>}".charAt("[(<{".indexOf(open));
    int to = text.indexOf(close, at, end);
    if (to < 0 || (open == '{' && text.indexOf('"', at, to) >= 0)) {
      return false;
    }
    int from = at + 1;
    to = head.at(to + 1) == close ? to + 1 : to; // {{task.py:12}}
    HeadBracket bracket = new HeadBracket(text, head, from, to, timeSeen);
    Severity level = bracket.severity();
    char next = head.at(to + 1);
    boolean follows = " :[\t|".indexOf(next) >= 0 || (open == '(' && Character.isUpperCase(next));
    boolean isTag = open == '<' && left == START && head.next.isLowerCaseAt(from, to + 1);
    boolean isColumn = open == '[' || (follows && !isTag);
    left = close;
    levelExpected = true;
    if (bracket.hasTime()) {
      acceptTime(to + 1);
    }
    at = to + 1;
    if (level != UNDEFINED_SEVERITY_NUMBER && isColumn) {
      accept(level, from, to);
    }
    return isColumn;
  }

  private void accept(Severity level, int from, int to) {
    boolean lower = Character.isLowerCase(text.charAt(from));
    boolean inBracket = from > 0 && OPENINGS.has(text.charAt(from - 1));
    boolean upper = !lower && (inBracket || !Character.isLowerCase(text.charAt(from + 1)));
    boolean isColumn = component == 'a' && upper && head.next.markAfter(to) != ' ';
    if (found == UNDEFINED_SEVERITY_NUMBER || component == 'A' || isColumn) {
      found = level;
      levelEnd = at;
    }
    component = level == TRACE || SeverityNames.isAmbiguous(text, from, to) ? 'A' : lower ? 'a' : 0;
  }

  private boolean word() {
    int from = at;
    at = head.wordEnd(from);
    int colon = text.indexOf(':', from, at);
    at = colon > from && LineTime.endOf(text, colon + 1, end) > 0 ? colon : at;
    int close = delimiter == 0 ? -1 : text.indexOf(delimiter, from, at);
    at = close < 0 ? at : close;
    int to = head.trim(from, at);
    if (to == from || text.charAt(from) == '"') {
      return false;
    }
    boolean isSentence =
        (left == START || left == TIME)
            && head.isStartOfSentence(from, to, left == START)
            && head.name.markBehind(from, to, left, timeSeen) == 0;
    Severity level = isSentence ? UNDEFINED_SEVERITY_NUMBER : levelIn(from, to);
    boolean isLevel = level != UNDEFINED_SEVERITY_NUMBER;
    if (isLevel) {
      accept(level, from, to);
    }
    boolean goesOn =
        isLevel || (at <= end && !isSentence && (mayBeConfirmed(from, to) || isHeadWord(from, to)));
    levelExpected = markSeen || (levelExpected && (left != START || head.isNeutral(from, to)));
    left = (timeSeen && at > to) || head.isSymbol(from, to) ? ':' : ' ';
    return goesOn;
  }

  private boolean mayBeConfirmed(int from, int to) {
    boolean isColumn =
        left == START
            && ",;|/:>\t[".indexOf(head.next.markAfter(to)) >= 0
            && !head.next.isMeasurement(to);
    unconfirmed =
        isColumn && !SeverityNames.isAmbiguous(text, from, to)
            ? SeverityNames.of(text, from, to)
            : unconfirmed;
    return isColumn && unconfirmed != UNDEFINED_SEVERITY_NUMBER;
  }

  private Severity levelIn(int from, int to) {
    if (timeSeen && left != TIME && head.at(to) == ',') {
      int topics = HeadPieces.topicsEnd(text, head, from);
      if (topics > 0) {
        at = topics;
        return HeadPieces.ofTopics(text, from, topics);
      }
    }
    if (to == from + 1 && (timeSeen || (from > 0 && text.charAt(from - 1) == ']'))) {
      return LetterLevel.behindTime(text, head, from, to);
    }
    if (text.charAt(from) == '%' || (timeSeen && HeadPieces.isNumbered(text, from, to))) {
      return HeadPieces.ofMnemonic(text, from, to);
    }
    Severity level = SeverityNames.of(text, from, to);
    if (level != UNDEFINED_SEVERITY_NUMBER) {
      boolean isSyslog = level == FATAL && head.mark.isProgram(to, timeSeen); // crit is not fatal
      level = isSyslog ? SeverityNames.ofSyslogName(text, from, to) : level;
      return isLevel(from, to) ? level : UNDEFINED_SEVERITY_NUMBER;
    }
    level = head.at(to) == ':' ? HeadPieces.beforeColon(text, head, from, to, timeSeen) : level;
    return level == UNDEFINED_SEVERITY_NUMBER && head.contains(from, to, PIECE_SYMBOLS)
        ? HeadPieces.severity(text, head, from, to, timeSeen && left != ' ', false)
        : level;
  }

  /// Whether the level name is a level here, and not a word or a field.
  private boolean isLevel(int from, int to) {
    boolean upper = head.isUpperCase(from, to);
    char right = delimiter != 0 && head.at(to) == delimiter ? '|' : head.next.markAfter(to);
    boolean isList = !isTable() && left == ',';
    isList |= (!timeSeen || "|\t".indexOf(right) < 0) && head.next.isInList(to, right);
    if (isList || head.next.isFieldWith(to, timeSeen) || head.next.isValue(from, to)) {
      at = left == START ? at : end + 1;
      return false;
    }
    if (!levelExpected) {
      return head.mark.isMarkedBehindName(from, to);
    }
    return upper
        ? head.mark.isUpperCaseLevel(from, to, left, right, timeSeen)
        : head.mark.isMarked(from, to, left, right, timeSeen, nameSeen);
  }

  /// Whether a word that is not a level may precede one.
  private boolean isHeadWord(int from, int to) {
    char right = head.next.markAfter(to);
    boolean isColumn =
        ("|\t".indexOf(right) >= 0 && timeSeen)
            || "|\t".indexOf(left) >= 0
            || (right == '-' && left != ' ')
            || head.next.isTimeAt(to)
            || (left != ' ' && ",;/:>".indexOf(right) >= 0 && isTable())
            || head.at(to) == '['
            || text.startsWith("()", to);
    boolean isName = timeSeen && left != ' ' && head.isName(from, to) && !nameSeen;
    nameSeen |= isName;
    boolean isPlain =
        head.isDigit(from)
            || head.at(to) == ':'
            || head.contains(from, to, NAME_SYMBOLS)
            || (to - from <= 3 && head.isUpperCase(from, to));
    boolean isCertain = isColumn || isName || (isPlain && left != START);
    return isCertain || head.isNeutral(from, to) || isBeforeMark(from, to) || isPlain;
  }

  private boolean isBeforeMark(int from, int to) {
    int mark = head.name.markBehind(from, to, left, timeSeen);
    at = mark > 0 ? mark : at;
    markSeen |= mark > 0;
    return mark > 0;
  }
}
