package dev.cwforwarder.map.content.severity;

import dev.cwforwarder.map.content.text.CharacterSet;
import java.util.Set;

/// Looks at what follows a word in the head of a line: a separator, a count, another level, a name.
final class HeadNext {
  private static final CharacterSet PAIR_SYMBOLS = CharacterSet.of(":=");
  static final CharacterSet PLACE_SYMBOLS = CharacterSet.of("./:");
  private static final CharacterSet BEFORE_TIME = CharacterSet.of(" :;,/>[@");
  private static final String SEVERITY = ", Severity: ";
  private static final CharacterSet CODE_SYMBOLS = CharacterSet.of("0123456789.");

  /// Words that make the name of a level before them a word of a phrase: `WARNING level: 80 %`,
  /// `ERROR means that`.
  private static final Set<String> CONTINUATIONS =
      Set.of(
          ("level levels count counts rate budget threshold handling is are means was were has have"
                  + " and or only lines messages pages total")
              .split(" ", -1));

  private final String text;
  private final int end;
  private final HeadText head;

  HeadNext(String text, int end, HeadText head) {
    this.text = text;
    this.end = end;
    this.head = head;
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
      case '/' -> at == word || head.isAlone(at, "/") ? c : ' ';
      case '|', '\t', '[', ']', '(', ')', '>', '}' -> c;
      default -> c > '\u0080' && head.isSymbol(at, at + 1) && head.at(at + 1) == ' ' ? '|' : ' ';
    };
  }

  /// Whether another level follows a level: `ERROR, WARN`, `ERROR > WARN`.
  boolean isInList(int word, char separator) {
    int from = head.skipBlanks(head.skipBlanks(word) + 1);
    return ",;|/>\t".indexOf(separator) >= 0
        && SeverityNames.isLevel(text, from, head.wordEnd(from));
  }

  /// Whether a count, 0, none, null or false follows, and nothing that continues it: `Error: 0`,
  /// `ERROR lines: 3`, `ERROR;3`.
  boolean isFieldWith(int word, boolean timeSeen) {
    int at = head.skipBlanks(word);
    int second = head.wordEnd(at);
    boolean isNoun = at > word && head.at(second - 1) == ':';
    boolean isPhrase = isNoun && head.isUpperCase(at, second - 1);
    at = isPhrase || (isNoun && !timeSeen) ? second - 1 : at;
    boolean isPair = PAIR_SYMBOLS.has(head.at(at));
    int value = isPair || "|\t,;".indexOf(head.at(at)) >= 0 || head.isDash(at) ? at + 1 : at;
    if (timeSeen && value == at && !head.isDigit(at)) {
      return false; // `10:00:00 ERROR null`
    }
    while (value > at && "->\t".indexOf(head.at(value)) >= 0) {
      value++; // `ERROR -- text`, `error => none`
    }
    value = head.skipBlanks(value);
    int next = head.skipBlanks(countEnd(value, head.at(word - 1)));
    boolean ends = head.at(next) < ' ' && (!timeSeen || head.at(next) == '\n');
    boolean pairFollows =
        value > at
            && Character.isLetter(head.at(next))
            && head.at(next - 1) == ' '
            && head.contains(next, head.wordEnd(next), PAIR_SYMBOLS);
    boolean ended =
        isPhrase || ",;|)]#".indexOf(head.at(next)) >= 0 || text.startsWith("0 (", value);
    boolean isInner = isPair || (!timeSeen && ",;".indexOf(head.at(at)) < 0);
    return next > value && (ends || (isInner && (pairFollows || ended))) && !isNumbered(next);
  }

  /// `Error: 18456, Severity: 14` of SQL Server: the number of an error, and not a count.
  private boolean isNumbered(int next) {
    return text.startsWith(SEVERITY, next) && head.isDigit(next + SEVERITY.length());
  }

  /// Whether the message ends behind a name and this word: `threshold: ERROR`.
  boolean isValue(int from, int to) {
    int mark = from - 1;
    while (mark > 0 && text.charAt(mark) == ' ') {
      mark--;
    }
    boolean isPair = mark > 0 && PAIR_SYMBOLS.has(text.charAt(mark));
    return isPair && isLast(to);
  }

  /// Whether nothing follows in the message.
  boolean isLast(int word) {
    return head.skipBlanks(word) == text.length();
  }

  /// The end of a number, or of a word for nothing, at `from`; `from` if there is neither.
  ///
  /// @param last the last letter of the level name
  private int countEnd(int from, char last) {
    int to = from;
    while (head.isDigit(to) || (to > from ? ".%e-/" : ".%").indexOf(head.at(to)) >= 0) {
      to++;
    }
    if (to > from) {
      return text.startsWith(" %", to) ? to + 2 : to;
    }
    // `Error: ok` and `error: no` state that there is none; `INFO: ok` and `ERROR: no table` do
    // not.
    boolean isOk = (head.at(from) | 0x20) == 's' || (head.at(from + 1) | 0x20) == 'k';
    boolean isNo = head.at(from + 1) == 'o' && !Character.isLetter(head.at(from + 2));
    boolean isText = isOk ? (last | 0x20) != 'r' : isNo && Character.isUpperCase(last);
    if (isText || !Nothing.mayStartWith(head.at(from))) {
      return from;
    }
    to += text.startsWith("no error", from) ? "no ".length() : 0;
    while (head.at(to) > ' ' && ",;|".indexOf(head.at(to)) < 0) {
      to++;
    }
    return Nothing.is(text, from, to) ? to : from;
  }

  /// `<error> tag is closed`: a tag in lower case before a word in lower case.
  boolean isLowerCaseAt(int from, int close) {
    return Character.isLowerCase(head.at(from))
        && Character.isLowerCase(head.at(head.skipBlanks(close)));
  }

  private boolean isContinuationAt(int from) {
    int to = from;
    while (Character.isLetter(head.at(to))) {
      to++;
    }
    return CONTINUATIONS.contains(text.substring(from, to));
  }

  /// Whether there is no letter but capitals from `from` to the end of the head.
  private boolean isUpperCaseOnly(int from) {
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c) && (c < 'A' || c > 'Z')) {
        return false;
      }
    }
    return true;
  }

  /// Whether at least two words of letters are left.
  private boolean isPhrase(int from) {
    int to = head.wordEnd(from);
    int next = head.skipBlanks(to);
    return head.isLetters(from, to) && head.isLetters(next, head.wordEnd(next));
  }

  private boolean isCodeAt(int from) {
    int to = head.wordEnd(from);
    return head.at(from) >= 'A' && head.at(from) <= 'Z' && head.contains(from, to, CODE_SYMBOLS);
  }

  /// `src/pay.test.js`
  private boolean isPathAt(int from) {
    int to = head.wordEnd(from);
    int slash = text.indexOf('/', from, to);
    return slash > from && text.indexOf('.', slash, to) > 0;
  }

  private boolean isNameAt(int from) {
    return head.contains(from, head.wordEnd(from), PLACE_SYMBOLS);
  }

  /// Whether what follows a level name in upper case is a text, and not a sentence in capitals or
  /// the rest of a phrase.
  boolean isText(int word, boolean ambiguous, boolean timeSeen) {
    int from = head.skipBlanks(word);
    return timeSeen
        ? (!ambiguous || isNameAt(from))
            && !(from == word + 1 && isUpperCaseOnly(word) && isPhrase(from))
        : (!ambiguous || isCodeAt(from) || isPathAt(from))
            && !isUpperCaseOnly(word)
            && !isContinuationAt(from);
  }

  /// `error,host=web-1 value=1 1765101600000000000`
  boolean isMeasurement(int to) {
    return head.at(to) == ',' && text.indexOf('=', to, head.wordEnd(to + 1)) > 0;
  }

  /// Whether a time follows the separator behind a word: `main; 10:00:00`.
  boolean isTimeAt(int word) {
    int at = BEFORE_TIME.skip(text, word, end);
    return at > word && LineTime.endOf(text, at, end) > 0;
  }
}
