package dev.cwforwarder.map.content;

import static io.opentelemetry.api.logs.Severity.ERROR2;
import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;
import static io.opentelemetry.api.logs.Severity.WARN;

import io.opentelemetry.api.logs.Severity;

/// Reads the head of a line token by token (times, brackets, thread and logger names) until a level
/// stands where levels stand, or the sentence begins. Linear, and bounded by [#HEAD] characters.
final class PrefixScanner {
  /// A head is not longer.
  private static final int HEAD = 240;

  private static final int MOST_TOKENS = 16;

  private final PrefixToken text;
  private final int end;
  private int at;

  /// Whether a level may stand next: at the beginning, or once there was a time or a bracket.
  private boolean opened = true;

  /// Whether a time of the day was the last token.
  private boolean afterTime;

  /// Whether a name was taken for that of a thread or a program: one is enough.
  private boolean named;

  private boolean dash;
  private boolean separated;

  PrefixScanner(String text, int lineEnd) {
    this.text = new PrefixToken(text);
    this.end = Math.min(lineEnd, HEAD);
  }

  Severity run() {
    for (int tokens = 0; tokens < MOST_TOKENS; tokens++) {
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

  /// Remembers what stands before the next token: a tab or bar, a lone dash.
  private void skipBlanks() {
    separated = at == 0;
    dash = false;
    while (at < end) {
      char c = text.at(at);
      if (c == '\t' || c == '|') {
        separated = true;
      } else if (c == '-' && text.isDashes(at, end)) {
        dash = true;
      } else if (c == '-' ? !dash && !text.isBehindBar(at) : c != ' ' && c != '*') {
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
    opened = true;
    return inBracket(from, close);
  }

  /// `{logging_mixin.py:188}` of Airflow.
  private Severity brace() {
    int close = text.indexOf('}', at);
    boolean place = close > 0 && close < end && text.isPlace(at + 1, close);
    at = place ? close + 1 : end;
    return UNDEFINED_SEVERITY_NUMBER;
  }

  /// `error`, `core:error`, `INFO shop`, `12:00:00 INF`, `2026-01-01 12:00:00,123:
  /// WARNING/MainProcess`.
  private Severity inBracket(int open, int close) {
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
      return text.is(level, to, "crit") ? ERROR2 : text.level(level, to); // crit: of nginx
    }
    if (text.isDigit(from)) {
      return amongWords(from, to);
    }
    return text.isUpperCase(from, blank) && text.isOneWord(blank, to)
        ? text.level(from, blank)
        : UNDEFINED_SEVERITY_NUMBER;
  }

  private Severity amongWords(int from, int to) {
    int word = from;
    for (int i = from; i <= to; i++) {
      if (i == to || text.at(i) == ' ' || text.at(i) == '/') {
        Severity found =
            text.isUpperCase(word, i) ? text.level(word, i) : UNDEFINED_SEVERITY_NUMBER;
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
    Severity found = inToken(from, to);
    if (found == UNDEFINED_SEVERITY_NUMBER && !isOfHead(from, to)) {
      at = end;
    }
    boolean time = text.isTime(from, to);
    boolean sign = text.isSign(from, to);
    opened = (opened && (from > 0 || sign)) || time;
    afterTime = time && text.contains(from, to, ':');
    return found;
  }

  private Severity inToken(int tokenFrom, int to) {
    int from = tokenFrom;
    while (from < to && text.at(from) == ':') {
      from++;
    }
    int colon = text.indexOf(':', from);
    if (colon > from && colon < to) {
      return beforeColon(from, colon, to);
    }
    int equals = text.indexOf('=', from);
    if (equals > from && equals < to) {
      return inPair(from, equals, to);
    }
    if (to - from == 2 && text.at(from + 1) == '!' && opened) {
      return SeverityNames.ofLetter(text.at(from)); // of Telegraf: W!
    }
    return text.mayBeLevel(from, to) && isPlaceOfLevel(from, to)
        ? text.level(from, to)
        : UNDEFINED_SEVERITY_NUMBER;
  }

  private boolean isPlaceOfLevel(int from, int to) {
    boolean between = separated && from > 0 && text.isSeparated(to);
    boolean upper = opened && to - from >= 3 && text.isUpperCase(from, to);
    boolean certain = !text.isAlsoWord(from, to) || text.isBracketNext(to, end);
    return between
        || (upper && certain)
        || (dash && text.startsWith(" - ", to))
        || (from == 0 && text.isCounter(to));
  }

  /// `error: …`, `WARNING:root:…`, `production.ERROR: …`, `log4j:WARN`, `DeprecationWarning: …`.
  private Severity beforeColon(int from, int colon, int to) {
    int dot = text.lastIndexOf('.', colon - 1);
    if (dot > from && text.isUpperCase(dot + 1, colon)) {
      return text.levelOfSyslog(dot + 1, colon);
    }
    boolean last = colon == to - 1;
    if (last && colon - from > 7 && text.startsWith("Warning", colon - 7)) {
      return WARN;
    }
    if (from == 0 && !last && text.isUpperCase(colon + 1, to)) {
      return text.level(colon + 1, to);
    }
    return last || text.isUpperCase(from, colon)
        ? text.level(from, colon)
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// `level=info` of logfmt.
  private Severity inPair(int from, int equals, int to) {
    boolean level =
        text.is(from, equals, "level")
            || text.is(from, equals, "lvl")
            || text.is(from, equals, "severity")
            || text.is(from, equals, "log.level");
    boolean quoted = text.startsWith("\"", equals + 1);
    return level
        ? text.level(equals + (quoted ? 2 : 1), to - (quoted ? 1 : 0))
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// Whether a token that is no level may stand before one.
  private boolean isOfHead(int from, int to) {
    boolean placed =
        text.isDigit(from)
            || (separated && from > 0)
            || (dash && text.startsWith(" - ", to))
            || text.startsWith("[", to)
            || (to < end && text.startsWith("|", to))
            || text.isStream(from, to);
    return placed || (text.isWordWithColon(from, to) ? isFirstName() : isKnown(from, to));
  }

  private boolean isKnown(int from, int to) {
    return text.hasSigns(from, to)
        || text.isSign(from, to)
        || text.isCalendarWord(from, to)
        || text.isId(from, to)
        || (to - from <= 3 && text.isUpperCase(from, to))
        || (afterTime && text.isName(from, to) && isFirstName());
  }

  private boolean isFirstName() {
    boolean first = !named;
    named = true;
    return first;
  }
}
