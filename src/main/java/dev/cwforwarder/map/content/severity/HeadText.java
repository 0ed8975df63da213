package dev.cwforwarder.map.content.severity;

import dev.cwforwarder.map.content.text.CharacterSet;
import dev.cwforwarder.map.content.text.MessageText;

/// Classifies the words in the head of a line.
final class HeadText {
  private static final CharacterSet SEPARATORS = CharacterSet.of(" \t|[](){}<>,;");
  private static final CharacterSet DECORATIONS = CharacterSet.of(":*!=~");

  private final String text;

  /// The index at which the head ends.
  private final int end;

  /// What follows the words.
  final HeadNext next;

  /// What follows a name.
  final HeadName name;

  /// What marks a level in lower or mixed case.
  final HeadMark mark;

  HeadText(String text, int end) {
    this.text = text;
    this.end = end;
    this.next = new HeadNext(text, end, this);
    this.name = new HeadName(text, end, this);
    this.mark = new HeadMark(text, end, this);
  }

  char at(int index) {
    return index < end ? text.charAt(index) : '\n';
  }

  int skipBlanks(int from) {
    return MessageText.skipBlanks(text, from, end);
  }

  /// The end of the word at `from`: before a separator that never is within a name.
  int wordEnd(int from) {
    return SEPARATORS.first(text, from, end);
  }

  /// The end of a word without the symbols behind it: `ERROR:`, `*ERROR*`, `ERROR!`.
  int trim(int from, int wordEnd) {
    int to = wordEnd;
    while (to > from + 1 && DECORATIONS.has(text.charAt(to - 1))) {
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
    return isLowerCase(second, secondEnd)
        ? at(secondEnd) == ' ' && " [".indexOf(at(secondEnd + 1)) < 0
        : orNumber && isDigit(second) && !next.isTimeAt(to) && !MessageText.isStreamAt(text, from);
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
    boolean isPlace =
        text.indexOf(isDigit(to - 1) ? ":" : "::", from, to) > 0; // shop.py:12, shop::pay
    boolean isPair = text.indexOf('=', from, to) > 0;
    return isPlace
        || (isIdentifier(from, to) && MessageText.digitsEnd(text, from, to) < to)
        || isPair
        || isQualifiedName(from, to)
        || isNumber(from, to)
        || isSymbol(from, to);
  }

  /// `shop.Cart`: letters before and behind a dot, and nothing but a name.
  private boolean isQualifiedName(int from, int to) {
    int dot = text.lastIndexOf('.', to - 1);
    return dot > from + 1
        && dot + 2 < to
        && FailureLine.nameEnd(text, from, to) == to
        && Character.isLetter(text.charAt(from));
  }

  /// `12345`, `#7`, `+12ms`: the number of a process, a line or a job, or a time span.
  private boolean isNumber(int from, int to) {
    int digits = at(from) == '#' || at(from) == '+' ? from + 1 : from;
    int at = digits;
    while (at < to && (isDigit(at) || at(at) == '.')) {
      at++;
    }
    at = at > digits && at(at) == 'm' ? at + 1 : at;
    at = at > digits && at(at) == 's' ? at + 1 : at;
    return at == to && (digits > from || to - from > 2);
  }

  /// Whether `-`, `--` or `---` at `from` stand alone.
  boolean isDash(int from) {
    int to = from;
    while (to < end && text.charAt(to) == '-') {
      to++;
    }
    return to > from && " \t|>\n".indexOf(at(to)) >= 0;
  }

  /// Whether one of the `symbols` at `from` stands alone.
  boolean isAlone(int from, String symbols) {
    return symbols.indexOf(at(from)) >= 0 && at(from + 1) == ' ' && from > 0 && at(from - 1) == ' ';
  }

  boolean contains(int from, int to, CharacterSet characters) {
    return characters.first(text, from, to) < to;
  }

  /// Neither letters nor digits: an icon, an arrow.
  boolean isSymbol(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean isIcon = c >= '\u2100' && c < '\u2c00'; // also the letter in a circle
      if (!isIcon && (Character.isLetterOrDigit(c) || c < ' ')) {
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

  /// Whether `* `, `- ` or `> ` at the start of the line precedes `from`, as in a list.
  boolean isBullet(int from) {
    int mark = skipBlanks(0);
    return mark + 2 == from && at(mark + 1) == ' ' && "*->".indexOf(at(mark)) >= 0;
  }

  /// `| ERROR | 12 |`, `level: 'error',`, `/* ERROR: red */`, `.. error:: text`: a row of a table,
  /// a member of a printed object, a comment or markup.
  boolean isData(boolean timeSeen) {
    char first = at(0);
    char last = end == 0 ? first : text.charAt(end - 1);
    return (first == last && "|│║".indexOf(first) >= 0 && at(1) == ' ')
        || (last == ',' && !timeSeen && end == text.length())
        || (first < '0' && "./%".indexOf(first) >= 0 && isSymbol(0, wordEnd(0)));
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

  /// Whether a date and a time start at `from`, and the same date stands before them.
  boolean repeatsDate(int from) {
    int to = from + "2025-12-07".length();
    return isDigit(from)
        && LineTime.endOf(text, from, end) >= from + LineTime.ISO_LENGTH
        && text.lastIndexOf(text.substring(from, to), from - 1) >= 0;
  }

  boolean isDigit(int index) {
    return index < end && MessageText.isDigit(text, index);
  }
}
