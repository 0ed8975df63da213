package dev.cwforwarder.map.content.severity;

import static io.opentelemetry.api.logs.Severity.ERROR2;
import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;

import dev.cwforwarder.map.content.text.CharacterSet;
import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.logs.Severity;

/// Finds the level in a bracket of a head: `error`, `core:error`, `INFO shop`, `12:00:00 INF`,
/// `WARN 2025-12-07 10:00:00 main`, `thread/INFO`, `INFO|shop`. A bracket with more words is a
/// sentence, unless there is a time in it.
final class HeadBracket {
  private static final int MAX_WORDS = 3;

  /// nginx and Apache: crit is not fatal.
  private static final String CRIT = "crit";

  private static final CharacterSet SEPARATORS = CharacterSet.of(" \t|,;:-[(");
  private static final CharacterSet DIGITS = CharacterSet.of("0123456789");
  private static final CharacterSet PIECE_SYMBOLS = CharacterSet.of(":/=#.@");

  private final String text;
  private final HeadText head;
  private final int open;
  private final int to;
  private int at;

  /// Whether a time precedes the bracket, so that a letter in it is a level.
  private final boolean afterTime;

  private boolean afterMark = true;
  private boolean timeSeen;
  private boolean isList;

  /// Whether a digit is in the word before, as in the id of a thread.
  private boolean afterNumber;

  /// Whether the level is that of a column, so that any number of words may follow.
  private boolean isColumn;

  private int words;
  private Severity found = UNDEFINED_SEVERITY_NUMBER;

  HeadBracket(String text, HeadText head, int from, int to, boolean afterTime) {
    this.text = text;
    this.head = head;
    this.open = from - 1;
    this.at = from;
    this.to = to;
    this.afterTime = afterTime;
  }

  /// Whether a time is in the bracket.
  boolean hasTime() {
    return timeSeen;
  }

  Severity severity() {
    while (at < to) {
      char c = text.charAt(at);
      int time = c == ' ' ? -1 : LineTime.endOf(text, at, to);
      if (time > 0) {
        timeSeen = true;
        afterMark = true;
        at = time;
      } else if (SEPARATORS.has(c)) {
        afterMark |= c != ' ';
        at++;
      } else {
        word();
      }
    }
    int max = text.charAt(open) == '[' ? MAX_WORDS : 1;
    boolean isData = text.charAt(to - 1) == '"' && text.indexOf('@', open, to) > 0; // RFC 5424
    boolean isHead = timeSeen || words <= max || isData || isColumn;
    return isHead ? found : UNDEFINED_SEVERITY_NUMBER;
  }

  private void word() {
    int from = at;
    at = Math.clamp(head.wordEnd(from), from + 1, to);
    int next = head.skipBlanks(at);
    boolean last = next >= to;
    boolean marked = last || next == at || isTime(next) || "|,;".indexOf(text.charAt(next)) >= 0;
    words++;
    isList |=
        SeverityNames.isLevel(text, from, at)
            && head.next.isInList(at, marked && !last ? text.charAt(next) : ' ');
    if (found == UNDEFINED_SEVERITY_NUMBER) {
      found = isList ? found : level(from, last, marked);
    }
    afterMark = false;
    afterNumber = head.contains(from, at, DIGITS);
  }

  private boolean isTime(int from) {
    return LineTime.endOf(text, from, to) > 0;
  }

  private Severity level(int from, boolean last, boolean marked) {
    if (isLetter(from)) {
      return LetterLevel.ofLetter(text, from);
    }
    int crit = at - CRIT.length();
    if (marked && text.startsWith(CRIT, crit) && (crit == from || text.charAt(crit - 1) == ':')) {
      return ERROR2;
    }
    Severity level = SeverityNames.of(text, from, at);
    if (level != UNDEFINED_SEVERITY_NUMBER) {
      boolean isLevel =
          head.isUpperCase(from, at) ? afterMark || last || timeSeen : afterMark && marked;
      isColumn = isColumn(from, last);
      return isLevel || isColumn ? level : UNDEFINED_SEVERITY_NUMBER;
    }
    return head.contains(from, at, PIECE_SYMBOLS)
        ? HeadPieces.severity(
            text,
            head,
            from,
            at,
            marked && afterMark,
            (words == 1 || afterTime) && (last || head.at(at) == ','))
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// `[debug||12 /shop||cart]`, and behind a time or with one: `[7F03A0 info 'Default' id=7]`,
  /// `[main INFO shop.Cart id=7]`.
  private boolean isColumn(int from, boolean last) {
    if (text.startsWith("||", at)) {
      int next = text.indexOf('|', at + 2);
      return words == 1 && next > 0 && next < to;
    }
    int next = head.skipBlanks(at);
    boolean isQuoted = words == 2 && afterNumber && head.at(next) == '\'';
    boolean isPadded = next > at + 1 && head.isUpperCase(from, at);
    return !last
        && (afterTime || timeSeen)
        && (isQuoted || isPadded)
        && text.indexOf('=', text.lastIndexOf(' ', to), to) > 0;
  }

  /// `[E]`, `[W:name]` or `[I|name]` behind a time, `[TIME E 7]`, `(EE)`, `[E1207 10:00:00.123456
  /// x.cpp:12]`.
  private boolean isLetter(int from) {
    boolean isFirst = from == open + 1 && text.charAt(open) != '{';
    boolean isTwice = at == from + 2 && text.charAt(from) == text.charAt(from + 1);
    boolean isAlone = isFirst && at == to && (isTwice || (afterTime && at == from + 1));
    boolean isNamed = isFirst && afterTime && ":|".indexOf(text.charAt(from + 1)) >= 0;
    boolean isKlog =
        isFirst
            && at == from + 5
            && MessageText.isDigit(text, from + 1)
            && isTime(head.skipBlanks(at));
    return isAlone || isNamed || isKlog || (timeSeen && at == from + 1);
  }
}
