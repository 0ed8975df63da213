package dev.cwforwarder.map.content;

/// Classifies the words in the head of a line.
final class HeadText {
  private static final CharacterSet SEPARATORS = CharacterSet.of(" \t|[](){}<>,;");
  private static final CharacterSet PAIR_SYMBOLS = CharacterSet.of(":=");

  private final String text;

  /// The index at which the head ends.
  private final int end;

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
    return MessageText.skipBlanks(text, from, end);
  }

  /// The end of the word at `from`: before a separator that never is within a name.
  int wordEnd(int from) {
    int at = from;
    while (at < end && !SEPARATORS.has(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /// The end of a word without its colons and asterisks.
  int trim(int from, int wordEnd) {
    int to = wordEnd;
    while (to > from && (text.charAt(to - 1) == ':' || text.charAt(to - 1) == '*')) {
      to--;
    }
    return to;
  }

  /// Whether a word of letters is followed by another one in lower case, or by a number.
  boolean isStartOfSentence(int from, int to, boolean orNumber) {
    int second = to + 1;
    if (at(to) != ' ' || !isLowerCase(from + 1, to)) {
      return false;
    }
    int secondEnd = wordEnd(second);
    return isLowerCase(second, secondEnd) ? at(secondEnd) == ' ' : orNumber && isDigit(second);
  }

  private boolean isLowerCase(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < 'a' || text.charAt(i) > 'z') {
        return false;
      }
    }
    return to > from;
  }

  /// Whether a level may follow a word at the start of a line: an icon, an id, a pair, a place, a
  /// host.
  boolean isNeutral(int from, int to) {
    boolean isPlace = isDigit(to - 1) && text.indexOf(':', from, to) > 0;
    boolean isHost = text.indexOf('-', from, to) > 0 && isIdentifier(from, to);
    boolean isPair = text.indexOf('=', from, to) > 0;
    return isPlace
        || isHost
        || isPair
        || isNumber(from, to)
        || isSymbol(from, to)
        || isId(from, to);
  }

  /// `12345`, `#7`: the number of a process, a line or a job.
  private boolean isNumber(int from, int to) {
    int digits = at(from) == '#' ? from + 1 : from;
    int at = digits;
    while (at < to && isDigit(at)) {
      at++;
    }
    return at == to && (digits > from || to - from > 2);
  }

  /// Whether a name with a colon follows, and a bracket or a pair behind it: `error shop: [Kit]`.
  boolean isNameWithBracket(int word) {
    int from = skipBlanks(word);
    int to = wordEnd(from);
    int colon = skipBlanks(to);
    int next = skipBlanks(at(to - 1) == ':' ? to : at(colon) == ':' ? colon + 1 : end);
    return to > from && (at(next) == '[' || text.indexOf('=', next, wordEnd(next)) > 0);
  }

  /// Whether `-`, `--` or `---` at `from` stand alone.
  boolean isDash(int from) {
    int to = from;
    while (to < end && text.charAt(to) == '-') {
      to++;
    }
    return to > from && " \t|>\n".indexOf(at(to)) >= 0;
  }

  /// Whether a slash at `from` stands alone.
  boolean isSlash(int from) {
    return at(from) == '/' && at(from + 1) == ' ' && from > 0 && at(from - 1) == ' ';
  }

  /// Whether a bracket with nothing but a level follows.
  boolean isLevelInBrackets(int word) {
    int open = skipBlanks(word);
    boolean opens = open > word && "[<({".indexOf(at(open)) >= 0;
    int close = opens ? wordEnd(open + 1) : open;
    return opens && "]>)}".indexOf(at(close)) >= 0 && SeverityNames.isLevel(text, open + 1, close);
  }

  /// The separator other than a blank that follows a word: a colon, a bar, a tab, a dash, a bracket
  /// …; a blank if there is none.
  char markAfter(int word) {
    int at = skipBlanks(word);
    char c = at(at);
    return switch (c) {
      case ':' -> at == word || at(at + 1) <= ' ' || at(at + 1) == ':' ? c : ' ';
      case '-' -> at > word && isDash(at) ? c : ' ';
      case ',', ';' -> c;
      case '/' -> at == word || isSlash(at) ? c : ' ';
      case '|', '\t', '[', ']', '(', ')', '>', '}' -> c;
      default -> ' ';
    };
  }

  /// Whether another level follows a level: `ERROR, WARN`, `ERROR and FATAL`.
  boolean isInList(int word, char separator) {
    int at = skipBlanks(word);
    boolean isWord = text.startsWith("and ", at) || text.startsWith("or ", at);
    if (!isWord && ",;|/".indexOf(separator) < 0) {
      return false;
    }
    int from = skipBlanks(isWord ? wordEnd(at) : at + 1);
    return SeverityNames.isLevel(text, from, wordEnd(from));
  }

  /// Whether a count, 0, none, null or false follows, and nothing that continues it: `Error: 0`,
  /// `ERROR COUNT: 0`.
  boolean isFieldWith(int word, boolean timeSeen) {
    int at = skipBlanks(word);
    int second = wordEnd(at);
    boolean isPhrase = at > word && at(second - 1) == ':' && isUpperCase(at, second - 1);
    at = isPhrase ? second - 1 : at;
    boolean column = at(at) == '|' || at(at) == '\t' || isDash(at);
    boolean separated = column || at(at) == ':' || at(at) == '=';
    if (timeSeen && !separated) {
      return false;
    }
    int value = skipBlanks(separated ? at + 1 : at);
    while (column && at(value) == '-') {
      value++; // `ERROR -- text`
    }
    value = skipBlanks(value);
    int next = skipBlanks(countEnd(value, Character.isUpperCase(at(word - 1))));
    boolean ends = at(next) < ' ' && (!timeSeen || at(next) == '\n');
    boolean pairFollows =
        Character.isLetter(at(next))
            && at(next - 1) == ' '
            && contains(next, wordEnd(next), PAIR_SYMBOLS);
    boolean isLast =
        ends || (!(column && timeSeen) && (pairFollows || ",;|)]".indexOf(at(next)) >= 0));
    return next > value && isLast;
  }

  /// The end of a number, or of a word for nothing, at `from`; `from` if there is neither.
  private int countEnd(int from, boolean upper) {
    int to = from;
    while (isDigit(to) || at(to) == '%' || at(to) == '.') {
      to++;
    }
    if (to > from) {
      return to;
    }
    if (upper && text.startsWith("no", from) && !text.startsWith("none", from)) {
      return from; // `ERROR: no table`
    }
    if (text.startsWith("no error", from)) {
      to += "no ".length();
    }
    while (at(to) > ' ' && ",;|".indexOf(at(to)) < 0) {
      to++;
    }
    return Nothing.is(text, from, to) ? to : from;
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

  boolean contains(int from, int to, CharacterSet characters) {
    for (int i = from; i < to; i++) {
      if (characters.has(text.charAt(i))) {
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

  /// The name of a thread, a program or a host: at least four characters, in lower case.
  boolean isName(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z') && c != '-') {
        return false;
      }
    }
    return to - from >= 4;
  }

  /// A name with a digit, an underscore or a capital inside: `pool-1`, `MainThread`.
  boolean isIdentifier(int from, int to) {
    boolean inside = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '-' && c != '_') {
        return false;
      }
      boolean capital = Character.isUpperCase(c) && i > from && Character.isLowerCase(at(i - 1));
      inside |= capital || c == '_' || isDigit(i);
    }
    return inside;
  }

  boolean isUpperCase(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean follows = i > from && (isDigit(i) || c == '+' || c == '_');
      if (!((c >= 'A' && c <= 'Z') || follows)) {
        return false;
      }
    }
    return to > from;
  }

  boolean isDigit(int index) {
    return index < end && MessageText.isDigit(text, index);
  }
}
