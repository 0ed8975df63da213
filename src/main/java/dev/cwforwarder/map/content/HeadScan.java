package dev.cwforwarder.map.content;

import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;

import io.opentelemetry.api.logs.Severity;

/// Reads the head of a line token by token (times, brackets, thread and logger names) until a level
/// stands where levels stand, or the sentence begins. Linear, and bounded by [#HEAD] characters.
final class HeadScan {
  /// A head is not longer.
  private static final int HEAD = 240;

  private static final int MOST_TOKENS = 16;

  private final String text;
  private final int end;
  private int at;

  /// Whether a time or a bracket was seen, after which a level may stand.
  private boolean opened = true;

  private boolean dash;
  private boolean separated;

  HeadScan(String text, int lineEnd) {
    this.text = text;
    this.end = Math.min(lineEnd, HEAD);
  }

  Severity run() {
    for (int tokens = 0; tokens < MOST_TOKENS; tokens++) {
      skipBlanks();
      if (at >= end) {
        return UNDEFINED_SEVERITY_NUMBER;
      }
      Severity found = text.charAt(at) == '[' ? bracket() : token();
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
      char c = text.charAt(at);
      if (c == '\t' || c == '|') {
        separated = true;
      } else if (c == '-' && isDashes()) {
        dash = true;
      } else if (c != ' ' && c != '-' && c != '*') {
        return;
      } else if (c == '-' && !dash) {
        return;
      }
      at++;
    }
  }

  /// `-` or `---` between blanks.
  private boolean isDashes() {
    int to = at;
    while (to < end && text.charAt(to) == '-') {
      to++;
    }
    return to == end || text.charAt(to) == ' ';
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

  /// `error`, `core:error`, `12:00:00 INF`, `2026-01-01 12:00:00,123: WARNING/MainProcess`.
  private Severity inBracket(int open, int close) {
    int from = open;
    while (from < close && text.charAt(from) == ' ') {
      from++;
    }
    int to = close;
    while (to > from && text.charAt(to - 1) == ' ') {
      to--;
    }
    int blank = text.indexOf(' ', from);
    if (blank < 0 || blank >= to) {
      int colon = text.lastIndexOf(':', to - 1);
      return Level.of(text, colon > from ? colon + 1 : from, to);
    }
    return from < to && isDigit(from) ? amongWords(from, to) : UNDEFINED_SEVERITY_NUMBER;
  }

  private Severity amongWords(int from, int to) {
    int word = from;
    for (int i = from; i <= to; i++) {
      if (i == to || text.charAt(i) == ' ' || text.charAt(i) == '/') {
        Severity found = isUpperCase(word, i) ? Level.of(text, word, i) : UNDEFINED_SEVERITY_NUMBER;
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
    while (at < end && !isDelimiter(text.charAt(at))) {
      at++;
    }
    int to = at;
    if (to == from || text.charAt(from) == '"' || text.charAt(from) == '{') {
      at = end;
      return UNDEFINED_SEVERITY_NUMBER;
    }
    Severity found = inToken(from, to);
    if (found == UNDEFINED_SEVERITY_NUMBER && !isOfHead(from, to)) {
      at = end;
    }
    opened = (opened && from > 0) || isTime(from, to);
    return found;
  }

  private static boolean isDelimiter(char c) {
    return c == ' ' || c == '\t' || c == '[' || c == '|';
  }

  private Severity inToken(int tokenFrom, int to) {
    int from = tokenFrom;
    while (from < to && text.charAt(from) == ':') {
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
    boolean between = separated && (to == text.length() || isSeparator(to));
    boolean upper = opened && to - from >= 3 && isUpperCase(from, to) && !isAlsoWord(from, to);
    return (between && from > 0) || upper || (dash && isDashAhead(to))
        ? Level.of(text, from, to)
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// `error: …`, `WARNING:root:…`, `production.ERROR: …`.
  private Severity beforeColon(int from, int colon, int to) {
    int dot = text.lastIndexOf('.', colon - 1);
    if (dot > from && isUpperCase(dot + 1, colon)) {
      return Level.of(text, dot + 1, colon);
    }
    return colon == to - 1 || isUpperCase(from, colon)
        ? Level.of(text, from, colon)
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// `level=info` of logfmt.
  private Severity inPair(int from, int equals, int to) {
    boolean level =
        isName(from, equals, "level")
            || isName(from, equals, "lvl")
            || isName(from, equals, "severity")
            || isName(from, equals, "log.level");
    boolean quoted = equals + 1 < to && text.charAt(equals + 1) == '"';
    return level
        ? Level.of(text, equals + (quoted ? 2 : 1), to - (quoted ? 1 : 0))
        : UNDEFINED_SEVERITY_NUMBER;
  }

  private boolean isName(int from, int to, String name) {
    return to - from == name.length() && text.startsWith(name, from);
  }

  private boolean isSeparator(int at) {
    return text.charAt(at) == '\t' || text.charAt(at) == '|';
  }

  private boolean isDashAhead(int to) {
    return text.startsWith(" - ", to);
  }

  /// Whether a token that is no level may stand before one.
  private boolean isOfHead(int from, int to) {
    if (isDigit(from) || (separated && from > 0) || (dash && isDashAhead(to))) {
      return true;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == ':' || c == '/' || c == '.' || c == '#' || c == '=' || c == '@' || c == ',') {
        return true;
      }
    }
    boolean shortName = to - from == 3 && from == 0; // Nov, Mon, PHP
    return shortName
        || (to - from <= 3 && isUpperCase(from, to))
        || (to < end && text.charAt(to) == '|');
  }

  /// A date or a time: a digit first, and a sign that separates others.
  private boolean isTime(int from, int to) {
    if (!isDigit(from)) {
      return opened;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == ':' || c == '-' || c == '/') {
        return true;
      }
    }
    return opened && from > 0;
  }

  /// Names of levels that begin sentences in capitals as well.
  private boolean isAlsoWord(int from, int to) {
    return isName(from, to, "LOG")
        || isName(from, to, "NOTE")
        || isName(from, to, "FAIL")
        || isName(from, to, "FINE")
        || isName(from, to, "CONFIG")
        || isName(from, to, "SYSTEM")
        || isName(from, to, "ALERT")
        || isName(from, to, "PANIC");
  }

  private boolean isUpperCase(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
        return false;
      }
    }
    return to > from;
  }

  private boolean isDigit(int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
