package dev.cwforwarder.map.content;

import static io.opentelemetry.api.logs.Severity.ERROR2;
import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;
import static io.opentelemetry.api.logs.Severity.WARN;

import io.opentelemetry.api.logs.Severity;

/// Scans the prefix of a line token by token (times, brackets, thread and logger names) until it
/// finds a level in the position of a level, or the sentence starts. Linear, and bounded by
/// [#MAX_PREFIX_LENGTH] characters.
final class PrefixScanner {
  /// The maximum length of a prefix.
  private static final int MAX_PREFIX_LENGTH = 240;

  private static final int MAX_TOKENS = 16;

  private final PrefixToken text;
  private final int end;
  private int at;

  /// Whether the next token may be a level: at the beginning, or after a time or a bracket.
  private boolean levelExpected = true;

  /// Whether the previous token was a time of day.
  private boolean afterTime;

  /// Whether a token was accepted as the name of a thread or a program; only one is accepted.
  private boolean nameSeen;

  private boolean afterDash;
  private boolean afterSeparator;

  PrefixScanner(String text, int lineEnd) {
    this.text = new PrefixToken(text);
    this.end = Math.min(lineEnd, MAX_PREFIX_LENGTH);
  }

  Severity run() {
    for (int tokens = 0; tokens < MAX_TOKENS; tokens++) {
      skipBlanks();
      if (at >= end) {
        return UNDEFINED_SEVERITY_NUMBER;
      }
      Severity found =
          switch (text.at(at)) {
            case '[' -> bracket();
            case '{' -> brace();
            default -> token();
          };
      if (found != UNDEFINED_SEVERITY_NUMBER || at >= end) {
        return found;
      }
    }
    return UNDEFINED_SEVERITY_NUMBER;
  }

  /// Skips blanks, and records whether a tab, a bar or a single dash precedes the next token.
  private void skipBlanks() {
    afterSeparator = at == 0;
    afterDash = false;
    while (at < end) {
      char c = text.at(at);
      if (c == '\t' || c == '|') {
        afterSeparator = true;
      } else if (c == '-' && text.isDash(at, end)) {
        afterDash = true;
      } else if (c == '-' ? !afterDash && !text.isAfterBar(at) : c != ' ' && c != '*') {
        return;
      }
      at++;
    }
  }

  private Severity bracket() {
    int close = text.indexOf(']', at);
    if (close < 0 || close > end) {
      at = end;
      return UNDEFINED_SEVERITY_NUMBER;
    }
    int from = at + 1;
    at = close + 1;
    levelExpected = true;
    return severityInBracket(from, close);
  }

  /// `{logging_mixin.py:188}` of Airflow.
  private Severity brace() {
    int close = text.indexOf('}', at);
    boolean isLocation = close > 0 && close < end && text.isSourceLocation(at + 1, close);
    at = isLocation ? close + 1 : end;
    return UNDEFINED_SEVERITY_NUMBER;
  }

  /// `error`, `core:error`, `INFO shop`, `12:00:00 INF`, `2026-01-01 12:00:00,123:
  /// WARNING/MainProcess`.
  private Severity severityInBracket(int open, int close) {
    int from = open;
    while (from < close && text.at(from) == ' ') {
      from++;
    }
    int to = close;
    while (to > from && text.at(to - 1) == ' ') {
      to--;
    }
    int blank = text.indexOf(' ', from);
    if (blank < 0 || blank >= to) {
      int colon = text.lastIndexOf(':', to - 1);
      int level = colon > from ? colon + 1 : from;
      return text.is(level, to, "crit")
          ? ERROR2
          : text.severity(level, to); // nginx: crit is not fatal
    }
    if (text.isDigit(from)) {
      return severityAmongWords(from, to);
    }
    return text.isUpperCase(from, blank) && text.isSingleWord(blank, to)
        ? text.severity(from, blank)
        : UNDEFINED_SEVERITY_NUMBER;
  }

  private Severity severityAmongWords(int from, int to) {
    int word = from;
    for (int i = from; i <= to; i++) {
      if (i == to || text.at(i) == ' ' || text.at(i) == '/') {
        Severity found =
            text.isUpperCase(word, i) ? text.severity(word, i) : UNDEFINED_SEVERITY_NUMBER;
        if (found != UNDEFINED_SEVERITY_NUMBER) {
          return found;
        }
        word = i + 1;
      }
    }
    return UNDEFINED_SEVERITY_NUMBER;
  }

  private Severity token() {
    int from = at;
    while (at < end && !PrefixToken.isDelimiter(text.at(at))) {
      at++;
    }
    int to = at;
    if (to == from || text.at(from) == '"') {
      at = end;
      return UNDEFINED_SEVERITY_NUMBER;
    }
    Severity found = severityInToken(from, to);
    if (found == UNDEFINED_SEVERITY_NUMBER && !isPrefixToken(from, to)) {
      at = end;
    }
    boolean time = text.isTime(from, to);
    boolean isSymbol = text.isSymbol(from, to);
    levelExpected = (levelExpected && (from > 0 || isSymbol)) || time;
    afterTime = time && text.contains(from, to, ':');
    return found;
  }

  private Severity severityInToken(int tokenFrom, int to) {
    int from = tokenFrom;
    while (from < to && text.at(from) == ':') {
      from++;
    }
    int colon = text.indexOf(':', from);
    if (colon > from && colon < to) {
      return severityBeforeColon(from, colon, to);
    }
    int equals = text.indexOf('=', from);
    if (equals > from && equals < to) {
      return severityInPair(from, equals, to);
    }
    if (to - from == 2 && text.at(from + 1) == '!' && levelExpected) {
      return SeverityNames.ofLetter(text.at(from)); // Telegraf: W!
    }
    return text.mayBeLevel(from, to) && isLevelPosition(from, to)
        ? text.severity(from, to)
        : UNDEFINED_SEVERITY_NUMBER;
  }

  private boolean isLevelPosition(int from, int to) {
    boolean isColumn = afterSeparator && from > 0 && text.isColumnEnd(to);
    boolean upper = levelExpected && to - from >= 3 && text.isUpperCase(from, to);
    boolean isUnambiguous = !text.isAmbiguousName(from, to) || text.isBracketNext(to, end);
    return isColumn
        || (upper && isUnambiguous)
        || (afterDash && text.startsWith(" - ", to))
        || (from == 0 && text.isCounter(to));
  }

  /// `error: …`, `WARNING:root:…`, `production.ERROR: …`, `log4j:WARN`, `DeprecationWarning: …`.
  private Severity severityBeforeColon(int from, int colon, int to) {
    int dot = text.lastIndexOf('.', colon - 1);
    if (dot > from && text.isUpperCase(dot + 1, colon)) {
      return text.syslogSeverity(dot + 1, colon);
    }
    boolean last = colon == to - 1;
    if (last && colon - from > 7 && text.startsWith("Warning", colon - 7)) {
      return WARN;
    }
    if (from == 0 && !last && text.isUpperCase(colon + 1, to)) {
      return text.severity(colon + 1, to);
    }
    return last || text.isUpperCase(from, colon)
        ? text.severity(from, colon)
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// `level=info` of logfmt.
  private Severity severityInPair(int from, int equals, int to) {
    boolean level =
        text.is(from, equals, "level")
            || text.is(from, equals, "lvl")
            || text.is(from, equals, "severity")
            || text.is(from, equals, "log.level");
    boolean quoted = text.startsWith("\"", equals + 1);
    return level
        ? text.severity(equals + (quoted ? 2 : 1), to - (quoted ? 1 : 0))
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// Whether a token that is not a level may precede one.
  private boolean isPrefixToken(int from, int to) {
    boolean isPositioned =
        text.isDigit(from)
            || (afterSeparator && from > 0)
            || (afterDash && text.startsWith(" - ", to))
            || text.startsWith("[", to)
            || (to < end && text.startsWith("|", to))
            || text.isStream(from, to);
    return isPositioned
        || (text.isWordWithColon(from, to) ? isFirstName() : isKnownToken(from, to));
  }

  private boolean isKnownToken(int from, int to) {
    return text.hasPunctuation(from, to)
        || text.isSymbol(from, to)
        || text.isCalendarWord(from, to)
        || text.isId(from, to)
        || (to - from <= 3 && text.isUpperCase(from, to))
        || (afterTime && text.isName(from, to) && isFirstName());
  }

  private boolean isFirstName() {
    boolean first = !nameSeen;
    nameSeen = true;
    return first;
  }
}
