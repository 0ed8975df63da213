package dev.cwforwarder.map.content;

import io.opentelemetry.api.logs.Severity;

/// Classifies the tokens in the prefix of a line.
final class PrefixToken {
  private static final String CALENDAR =
      " Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun ";

  private final String text;

  PrefixToken(String text) {
    this.text = text;
  }

  char at(int index) {
    return text.charAt(index);
  }

  int indexOf(char c, int from) {
    return text.indexOf(c, from);
  }

  int lastIndexOf(char c, int from) {
    return text.lastIndexOf(c, from);
  }

  boolean startsWith(String prefix, int at) {
    return text.startsWith(prefix, at);
  }

  boolean is(int from, int to, String name) {
    return to - from == name.length() && text.startsWith(name, from);
  }

  boolean contains(int from, int to, char c) {
    int found = text.indexOf(c, from);
    return found >= 0 && found < to;
  }

  Severity severity(int from, int to) {
    return SeverityNames.of(text, from, to);
  }

  Severity syslogSeverity(int from, int to) {
    return SeverityNames.ofSyslogName(text, from, to);
  }

  static boolean isDelimiter(char c) {
    return c == ' ' || c == '\t' || c == '[' || c == '|';
  }

  /// `-` or `---`, followed by a blank.
  boolean isDash(int at, int end) {
    int to = at;
    while (to < end && text.charAt(to) == '-') {
      to++;
    }
    return to == end || text.charAt(to) == ' ';
  }

  /// `|-INFO` in the lines that Logback itself writes.
  boolean isAfterBar(int at) {
    return at > 0 && text.charAt(at - 1) == '|';
  }

  /// Whether a column ends at `at`.
  boolean isColumnEnd(int at) {
    return at == text.length() || text.charAt(at) == '\t' || text.charAt(at) == '|';
  }

  boolean isBracketNext(int from, int end) {
    int next = from;
    while (next < end && text.charAt(next) == ' ') {
      next++;
    }
    return next < end && text.charAt(next) == '[';
  }

  /// `[0012]` immediately after a level: the seconds that logrus counts.
  boolean isCounter(int at) {
    return text.startsWith("[", at) && isDigit(at + 1);
  }

  /// `file.py:188`.
  boolean isSourceLocation(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == ' ' || c == '{') {
        return false;
      }
    }
    return contains(from, to, ':');
  }

  /// Blanks and a single word.
  boolean isSingleWord(int from, int to) {
    int word = from;
    while (word < to && text.charAt(word) == ' ') {
      word++;
    }
    return word < to && !contains(word, to, ' ');
  }

  /// A date or a time that starts with a digit and contains a separator; or seconds or milliseconds
  /// since the epoch.
  boolean isTime(int from, int to) {
    if (!isDigit(from)) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == ':' || c == '-' || c == '/') {
        return true;
      }
      if (c != '.' && !isDigit(i)) {
        return false;
      }
    }
    return to - from >= 10;
  }

  /// Neither letters nor digits: an icon, an arrow.
  boolean isSymbol(int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) < ' ') {
        return false;
      }
    }
    return true;
  }

  /// Punctuation that does not occur within the words of a sentence.
  boolean hasPunctuation(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == ':' || c == '/' || c == '.' || c == '#' || c == '=' || c == '@' || c == ',') {
        return true;
      }
    }
    return false;
  }

  /// `app:`, `Re:`.
  boolean isWordWithColon(int from, int to) {
    for (int i = from; i < to - 1; i++) {
      if (!Character.isLetter(text.charAt(i))) {
        return false;
      }
    }
    return to - from > 1 && text.charAt(to - 1) == ':';
  }

  boolean isCalendarWord(int from, int to) {
    return to - from == 3 && CALENDAR.contains(' ' + text.substring(from, to) + ' ');
  }

  /// The stream of a container and the flag after it: `stderr F`.
  boolean isStream(int from, int to) {
    boolean flag = to - from == 1 && (text.startsWith("F ", from) || text.startsWith("P ", from));
    return is(from, to, "stdout") || is(from, to, "stderr") || flag;
  }

  /// A request id, a trace id.
  boolean isId(int from, int to) {
    if (to - from < 16) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c != '-' && Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /// The name of a thread, a program or a host: at least four characters, none of them upper case.
  boolean isName(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean isNameCharacter =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      if (!isNameCharacter) {
        return false;
      }
    }
    return to - from >= 4;
  }

  /// Whether the length is that of a level name, in lower or upper case.
  boolean mayBeLevel(int from, int to) {
    return to - from >= 3 && to - from <= 13;
  }

  /// Level names that are also the first word of sentences in upper case.
  boolean isAmbiguousName(int from, int to) {
    return is(from, to, "LOG")
        || is(from, to, "NOTE")
        || is(from, to, "FAIL")
        || is(from, to, "FINE")
        || is(from, to, "CONFIG")
        || is(from, to, "SYSTEM")
        || is(from, to, "ALERT")
        || is(from, to, "PANIC");
  }

  boolean isUpperCase(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
        return false;
      }
    }
    return to > from;
  }

  boolean isDigit(int index) {
    return MessageText.isDigit(text, index);
  }
}
