package dev.cwforwarder.map.content;

/// Classifies the words in the head of a line.
final class HeadText {
  private static final String VALUES = " none null nil false ";

  private final String text;

  /// The index at which the head ends.
  final int end;

  HeadText(String text, int end) {
    this.text = text;
    this.end = end;
  }

  char at(int index) {
    return index < end ? text.charAt(index) : '\n';
  }

  boolean is(int from, int to, String name) {
    return to - from == name.length() && text.startsWith(name, from);
  }

  int skipBlanks(int from) {
    int at = from;
    while (at < end && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  /// The end of the word at `from`: before a separator that never is within a name.
  int wordEnd(int from) {
    int at = from;
    while (at < end && " \t|[](){}<>,;".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /// Whether `-`, `--` or `---` at `from` stand alone.
  boolean isDash(int from) {
    int to = from;
    while (to < end && text.charAt(to) == '-') {
      to++;
    }
    return to > from && " \t|>\n".indexOf(at(to)) >= 0;
  }

  /// The separator other than a blank that follows a word: a colon, a bar, a tab, a dash, a bracket
  /// …; a blank if there is none.
  char markAfter(int word) {
    int at = skipBlanks(word);
    char c = at(at);
    return switch (c) {
      case ':' -> at == word || at(at + 1) <= ' ' ? c : ' ';
      case '-' -> at > word && isDash(at) ? c : ' ';
      case ',', ';', '/' -> at == word ? c : ' ';
      case '|', '\t', '[', ']', '(', ')', '>', '}' -> c;
      default -> ' ';
    };
  }

  /// Whether a count, 0, none, null or false follows, and nothing that continues it: `Error: 0`.
  boolean isFieldWith(int word, boolean timeSeen) {
    int at = skipBlanks(word);
    boolean separated = at(at) == ':' || at(at) == '=' || (!timeSeen && "|\t".indexOf(at(at)) >= 0);
    int value = skipBlanks(separated ? at + 1 : at);
    int valueEnd = value;
    while (valueEnd < end && (isDigit(valueEnd) || "%.".indexOf(at(valueEnd)) >= 0)) {
      valueEnd++;
    }
    if (valueEnd == value) {
      valueEnd = wordEnd(value);
      boolean isName = valueEnd - value <= 5 && valueEnd - value >= 3;
      if (!isName || !VALUES.contains(' ' + text.substring(value, valueEnd) + ' ')) {
        return false;
      }
    }
    int next = skipBlanks(valueEnd);
    int nextEnd = wordEnd(next);
    boolean pairFollows = next > valueEnd && nextEnd > next && contains(next, nextEnd, ":=");
    return (separated || !timeSeen)
        && (at(next) < ' ' || ",;|)]".indexOf(at(next)) >= 0 || pairFollows);
  }

  /// `[0012]`, `[E0382]:` immediately after a level: the seconds that logrus counts, a code.
  boolean isCodeInBrackets(int from) {
    int to = from + 1;
    while (Character.isLetterOrDigit(at(to)) || at(to) == '_' || at(to) == '-') {
      to++;
    }
    return at(from) == '['
        && to > from + 1
        && at(to) == ']'
        && (isDigit(to - 1) || at(to + 1) == ':');
  }

  /// ` TS2304:`, ` C4996:`, ` CS1002:`.
  boolean isCodeWithColon(int word) {
    int from = skipBlanks(word);
    int to = from;
    while (at(to) >= 'A' && at(to) <= 'Z') {
      to++;
    }
    int digits = to;
    while (isDigit(to)) {
      to++;
    }
    return from > word && digits > from && to > digits && at(to) == ':';
  }

  /// Whether there is no lower-case letter from `from` to the end of the head.
  boolean isUpperCaseOnly(int from) {
    boolean hasWord = false;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (Character.isLowerCase(c)) {
        return false;
      }
      hasWord |= c >= 'A' && c <= 'Z';
    }
    return hasWord;
  }

  boolean contains(int from, int to, String characters) {
    for (int i = from; i < to; i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
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

  /// Letters only.
  boolean isLetters(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isLetter(text.charAt(i))) {
        return false;
      }
    }
    return to > from;
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

  /// The name of a thread, a program or a host: at least four characters, in lower case, or with a
  /// capital inside.
  boolean isName(int from, int to) {
    boolean capitalInside = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean upper = c >= 'A' && c <= 'Z';
      if (!upper && !(c >= 'a' && c <= 'z') && !isDigit(i) && c != '-' && c != '_') {
        return false;
      }
      capitalInside |= upper && i > from && Character.isLowerCase(text.charAt(i - 1));
    }
    return to - from >= 4 && (capitalInside || !Character.isUpperCase(text.charAt(from)));
  }

  boolean isUpperCase(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!((c >= 'A' && c <= 'Z') || (isDigit(i) && i > from) || (c == '+' && i > from))) {
        return false;
      }
    }
    return to > from;
  }

  boolean isDigit(int index) {
    return index < end && MessageText.isDigit(text, index);
  }
}
