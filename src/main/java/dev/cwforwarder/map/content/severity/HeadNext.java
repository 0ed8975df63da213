package dev.cwforwarder.map.content.severity;

import dev.cwforwarder.map.content.text.CharacterSet;
import dev.cwforwarder.map.content.text.MessageText;
import java.util.Set;

/// Looks at what follows a word in the head of a line: a separator, a count, another level, a name.
final class HeadNext {
  private static final CharacterSet PAIR_SYMBOLS = CharacterSet.of(":=");
  private static final CharacterSet PLACE_SYMBOLS = CharacterSet.of("./:");
  private static final CharacterSet BEFORE_TIME = CharacterSet.of(" :;,/>[@");
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

  /// `shop ERROR: text`, `M *** ERROR => text`, `wandb: ERROR Cannot connect`
  boolean isMarkedBehindName(int from, int to) {
    boolean isText =
        from > 2
            && text.charAt(from - 2) == ':'
            && !isCapitalized(from)
            && isCapitalized(head.skipBlanks(to));
    return isText || ":!".indexOf(head.at(to)) >= 0 || text.startsWith(" => ", to);
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
    return next > value && (ends || (isInner && (pairFollows || ended)));
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

  /// `[0012]`, `[E0382]:` in the bracket behind a level: the seconds that logrus counts, a code.
  boolean isCodeInBrackets(int word, boolean timeSeen) {
    int from = timeSeen ? head.skipBlanks(word) : word;
    int to = head.wordEnd(from + 1);
    return head.at(from) == '['
        && head.at(to) == ']'
        && (head.isDigit(to - 1) || head.at(to + 1) == ':');
  }

  /// `error hostd[12] [Shop] text`, `err tmm[12]: text`, `error <general>: text`: a program or a
  /// name behind a level in lower case.
  boolean isProgram(int word) {
    int from = head.skipBlanks(word);
    int to = head.wordEnd(from);
    boolean isName = to > from && head.at(to) == '[' && head.isDigit(to + 1);
    int open = isName ? to : head.at(from) == '<' ? from : end;
    int close = text.indexOf(isName ? ']' : '>', open, end);
    return close > 0 && (head.at(close + 1) == ':' || text.startsWith(" [", close + 1));
  }

  /// ` TS2304:`, ` C4996:`, ` CS1002:`.
  boolean isCodeWithColon(int word) {
    int from = head.skipBlanks(word);
    int to = from;
    while (head.at(to) >= 'A' && head.at(to) <= 'Z') {
      to++;
    }
    int digits = to;
    to = MessageText.digitsEnd(text, digits, end);
    boolean isLetter = to > digits && head.at(to) >= 'A' && head.at(to) <= 'Z'; // CWWKF0011I:
    return from > word && digits > from && to > digits && head.at(isLetter ? to + 1 : to) == ':';
  }

  /// Whether a name with a colon follows, and a bracket or a pair behind it: `error shop: [Kit]`.
  boolean isNameWithBracket(int word) {
    int from = head.skipBlanks(word);
    int to = head.wordEnd(from);
    int colon = head.skipBlanks(to);
    int next =
        head.skipBlanks(head.at(to - 1) == ':' ? to : head.at(colon) == ':' ? colon + 1 : end);
    return to > from && (head.at(next) == '[' || text.indexOf('=', next, head.wordEnd(next)) > 0);
  }

  /// `error(shop): text`, and not `error(s): 0`.
  boolean isNameInParentheses(int word) {
    int close = head.at(word) == '(' ? text.indexOf(')', word, end) : -1;
    return close > 0 && head.at(close + 1) == ':' && !isFieldWith(close + 1, false);
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

  /// Whether what follows marks a level name in lower or mixed case: `error text` in padded
  /// columns, `error shop: [Kit] text`, `0.123 Error Main.cpp:12: text`, `x.c:1:10: fatal error:
  /// text`.
  boolean isMarked(int from, int to, boolean isColumn, boolean timeSeen) {
    if (text.startsWith(" error", to) && (head.at(to + 6) == ':' || isCodeWithColon(to + 6))) {
      return true;
    }
    int next = head.skipBlanks(to);
    boolean isPadded =
        next > to + 1
            && text.startsWith("  ", from - 2)
            && MessageText.skipBlanks(text, 0, from) < from;
    boolean afterNumber =
        from > 1 && head.isDigit(from - 2) && Character.isUpperCase(text.charAt(from));
    boolean isPlace = head.isNeutral(next, head.trim(next, head.wordEnd(next)));
    boolean isText = isCapitalized(next) && isLowerCaseLevel(from, to);
    return isText
        || (timeSeen && isProgram(to))
        || (isColumn && (next > to + 1 || isNameWithBracket(to) || isName(next)))
        || isPadded
        || (afterNumber && isPlace);
  }

  /// Whether a word in mixed case follows, with which a text starts: `error Cannot connect`.
  private boolean isCapitalized(int from) {
    return Character.isUpperCase(head.at(from)) && Character.isLowerCase(head.at(from + 1));
  }

  private boolean isLowerCaseLevel(int from, int to) {
    return Character.isLowerCase(text.charAt(from)) && !SeverityNames.isAmbiguous(text, from, to);
  }

  /// Whether a name or a place follows: `error shop.cart text`.
  private boolean isName(int from) {
    return head.contains(from, head.wordEnd(from) - 1, PLACE_SYMBOLS);
  }

  /// Whether a time follows the separator behind a word: `main; 10:00:00`.
  boolean isTimeAt(int word) {
    int at = BEFORE_TIME.skip(text, word, end);
    return at > word && LineTime.endOf(text, at, end) > 0;
  }
}
