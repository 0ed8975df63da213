package dev.cwforwarder.map.content;

/// Looks at what follows a word in the head of a line: a separator, a count, another level, a name.
final class HeadNext {
  private static final CharacterSet PAIR_SYMBOLS = CharacterSet.of(":=");
  private static final CharacterSet PLACE_SYMBOLS = CharacterSet.of("./:");
  private static final CharacterSet CODE_SYMBOLS = CharacterSet.of("0123456789.");

  private final String text;
  private final int end;
  private final HeadText head;

  HeadNext(String text, int end, HeadText head) {
    this.text = text;
    this.end = end;
    this.head = head;
  }

  /// Whether a bracket with nothing but a level follows.
  boolean isLevelInBrackets(int word) {
    int open = head.skipBlanks(word);
    boolean opens = open > word && "[<({".indexOf(head.at(open)) >= 0;
    int close = opens ? head.wordEnd(open + 1) : open;
    return opens && "]>)}".indexOf(head.at(close)) >= 0 && SeverityNames.isLevel(text, open + 1, close);
  }

  /// The separator other than a blank that follows a word: a colon, a bar, a tab, a dash, a bracket
  /// …; a blank if there is none.
  char markAfter(int word) {
    int at = head.skipBlanks(word);
    char c = head.at(at);
    return switch (c) {
      case ':' -> at == word || head.at(at + 1) <= ' ' || head.at(at + 1) == ':' ? c : ' ';
      case '-' -> at > word && head.isDash(at) ? c : ' ';
      case ',', ';' -> c;
      case '/' -> at == word || head.isSlash(at) ? c : ' ';
      case '|', '\t', '[', ']', '(', ')', '>', '}' -> c;
      default -> ' ';
    };
  }

  /// Whether another level follows a level: `ERROR, WARN`, `ERROR and FATAL`.
  boolean isInList(int word, char separator) {
    int at = head.skipBlanks(word);
    boolean isWord = text.startsWith("and ", at) || text.startsWith("or ", at);
    if (!isWord && ",;|/".indexOf(separator) < 0) {
      return false;
    }
    int from = head.skipBlanks(isWord ? head.wordEnd(at) : at + 1);
    return SeverityNames.isLevel(text, from, head.wordEnd(from));
  }

  /// Whether a count, 0, none, null or false follows, and nothing that continues it: `Error: 0`,
  /// `ERROR COUNT: 0`.
  boolean isFieldWith(int word, boolean timeSeen) {
    int at = head.skipBlanks(word);
    int second = head.wordEnd(at);
    boolean isPhrase = at > word && head.at(second - 1) == ':' && head.isUpperCase(at, second - 1);
    at = isPhrase ? second - 1 : at;
    boolean column = head.at(at) == '|' || head.at(at) == '\t' || head.isDash(at);
    boolean separated = column || head.at(at) == ':' || head.at(at) == '=';
    if (timeSeen && !separated) {
      return false;
    }
    int value = head.skipBlanks(separated ? at + 1 : at);
    while (column && head.at(value) == '-') {
      value++; // `ERROR -- text`
    }
    value = head.skipBlanks(value);
    int next = head.skipBlanks(countEnd(value, Character.isUpperCase(head.at(word - 1))));
    boolean ends = head.at(next) < ' ' && (!timeSeen || head.at(next) == '\n');
    boolean pairFollows =
        Character.isLetter(head.at(next))
            && head.at(next - 1) == ' '
            && head.contains(next, head.wordEnd(next), PAIR_SYMBOLS);
    boolean isLast =
        ends || (!(column && timeSeen) && (pairFollows || ",;|)]".indexOf(head.at(next)) >= 0));
    return next > value && isLast;
  }

  /// The end of a number, or of a word for nothing, at `from`; `from` if there is neither.
  private int countEnd(int from, boolean upper) {
    int to = from;
    while (head.isDigit(to) || head.at(to) == '%' || head.at(to) == '.') {
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
    while (head.at(to) > ' ' && ",;|".indexOf(head.at(to)) < 0) {
      to++;
    }
    return Nothing.is(text, from, to) ? to : from;
  }

  /// `[0012]`, `[E0382]:` immediately after a level: the seconds that logrus counts, a code.
  boolean isCodeInBrackets(int from) {
    int to = from + 1;
    while (Character.isLetterOrDigit(head.at(to)) || head.at(to) == '_' || head.at(to) == '-') {
      to++;
    }
    return head.at(from) == '['
        && to > from + 1
        && head.at(to) == ']'
        && (head.isDigit(to - 1) || head.at(to + 1) == ':');
  }

  /// ` TS2304:`, ` C4996:`, ` CS1002:`.
  boolean isCodeWithColon(int word) {
    int from = head.skipBlanks(word);
    int to = from;
    while (head.at(to) >= 'A' && head.at(to) <= 'Z') {
      to++;
    }
    int digits = to;
    while (head.isDigit(to)) {
      to++;
    }
    boolean isLetter = to > digits && head.at(to) >= 'A' && head.at(to) <= 'Z'; // CWWKF0011I:
    return from > word
        && digits > from
        && to > digits
        && head.at(isLetter ? to + 1 : to) == ':';
  }

  /// Whether a name with a colon follows, and a bracket or a pair behind it: `error shop: [Kit]`.
  boolean isNameWithBracket(int word) {
    int from = head.skipBlanks(word);
    int to = head.wordEnd(from);
    int colon = head.skipBlanks(to);
    int next = head.skipBlanks(head.at(to - 1) == ':' ? to : head.at(colon) == ':' ? colon + 1 : end);
    return to > from && (head.at(next) == '[' || text.indexOf('=', next, head.wordEnd(next)) > 0);
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

  boolean isCodeAt(int from) {
    int to = head.wordEnd(from);
    return head.isUpperCase(from, from + 1) && head.contains(from, to, CODE_SYMBOLS);
  }

  boolean isNameAt(int from) {
    return head.contains(from, head.wordEnd(from), PLACE_SYMBOLS);
  }
}
