package dev.cwforwarder.map.content.severity;

import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;

import dev.cwforwarder.map.content.sources.LineCursor;
import dev.cwforwarder.map.content.text.CharacterSet;
import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.logs.Severity;

/// Finds levels that are a single letter: at the start of a line only in these forms, and behind a
/// time.
final class LetterLevel {
  /// Forms in which the letter is at the start. `L`: the letter; `E`, `W`, `I`, `N`: only this
  /// letter; `T`: a time; `4`, `2`, `6`: that many digits; `n`: a number; `w`: a word; `s`:
  /// separators; a blank: any number of them.
  private static final String[] FORMS = {
    "L4 2:2:2", // klog and glog
    "L4 6 w:n]", // glog before 0.3.2
    "L4 6 n w:n]",
    "LT", // glog since 0.6, CockroachDB
    "LsT", // CUPS, Faktory, Ruby
    "[LsT", // Jupyter, PipeWire, Tornado
    "(LsT",
    "<LsT",
    "L (n) w:", // ESP-IDF
    "E: ", // APT
    "W: ", // APT
    "I: ", // APT
    "N: ", // APT
    "L/w(", // Android, brief
  };

  private static final CharacterSet SEPARATORS = CharacterSet.of(" \t|,;:-[]()<>");
  private static final CharacterSet SYMBOLS = CharacterSet.of("./:_#$@");

  private final String text;
  private final int end;
  private Severity found = UNDEFINED_SEVERITY_NUMBER;

  private LetterLevel(String text, int end) {
    this.text = text;
    this.end = end;
  }

  /// The severity of a letter at the start of the line up to `end`, or undefined.
  static Severity severity(String text, int end) {
    if (end < 3 || !mayMatch(text, "[(<".indexOf(text.charAt(0)) >= 0 ? 1 : 0)) {
      return UNDEFINED_SEVERITY_NUMBER;
    }
    LetterLevel level = new LetterLevel(text, end);
    for (String form : FORMS) {
      if (level.matches(form)) {
        return FailureLine.isCount(text, 1, end) ? UNDEFINED_SEVERITY_NUMBER : level.found;
      }
    }
    return UNDEFINED_SEVERITY_NUMBER;
  }

  /// Whether a single letter is at `at`.
  private static boolean mayMatch(String text, int at) {
    char c = text.charAt(at);
    return c >= 'A'
        && c <= 'Z'
        && (text.charAt(at + 1) < 'A' || "[]|".indexOf(text.charAt(at + 1)) >= 0);
  }

  /// The severity of a letter behind a time, which is a level if a separator, several blanks or
  /// what only a head contains follows: a name with a symbol, or one in upper case and a bracket.
  /// Undefined for a word of a sentence, as in `10:00:00 I am here`.
  static Severity behindTime(String text, HeadText head, int from, int to) {
    if (head.at(to) == '!') {
      return ofLetter(text, from); // Telegraf
    }
    int next = head.skipBlanks(to);
    int nextTo = head.wordEnd(next);
    boolean isName = head.contains(next, nextTo, SYMBOLS) && isNoWord(text, head, next, nextTo);
    boolean isComponent = head.isUpperCase(next, nextTo) && head.at(head.skipBlanks(nextTo)) == '[';
    boolean afterNumber =
        head.next.markAfter(head.trim(next, nextTo)) == ':' && MessageText.isDigit(text, from - 2);
    if (head.mark.isCodeWithColon(to)) {
      return SeverityNames.ofLetter(text.charAt(from));
    }
    char left = text.charAt(from - 1);
    boolean isPadded = next > to + (text.startsWith("  ", from - 2) ? 1 : 2);
    boolean isCell = ",;".indexOf(left) >= 0 && head.at(to) == left;
    boolean isLevel =
        "|:[\t-".indexOf(head.next.markAfter(to)) >= 0
            || isName
            || isComponent
            || afterNumber
            || isPadded
            || isCell;
    Severity found = isLevel ? ofLetter(text, from) : UNDEFINED_SEVERITY_NUMBER;
    return isBeforeSource(text, head, nextTo) ? ofLowerCase(text, from, found) : found;
  }

  private static Severity ofLowerCase(String text, int from, Severity otherwise) {
    char letter = text.charAt(from);
    return Character.isLowerCase(letter)
        ? SeverityNames.ofLetter(Character.toUpperCase(letter))
        : otherwise;
  }

  /// `e shop cart.cpp(00012) : text`: a source file and a line behind the name.
  private static boolean isBeforeSource(String text, HeadText head, int name) {
    int from = head.skipBlanks(name);
    int open = head.wordEnd(from);
    int close = open + 1;
    while (head.isDigit(close)) {
      close++;
    }
    return head.at(open) == '('
        && text.indexOf('.', from, open) > from
        && close > open + 1
        && text.startsWith(") : ", close);
  }

  /// Whether a name is not a word in lower case with a punctuation mark.
  private static boolean isNoWord(String text, HeadText head, int from, int to) {
    return Character.isUpperCase(text.charAt(from)) || head.contains(from, to - 1, SYMBOLS);
  }

  /// The severity of the letter at `from`; undefined for `A`, which is a word.
  static Severity ofLetter(String text, int from) {
    char letter = text.charAt(from);
    return letter == 'A' ? UNDEFINED_SEVERITY_NUMBER : SeverityNames.ofLetter(letter);
  }

  private boolean matches(String form) {
    int at = 0;
    found = UNDEFINED_SEVERITY_NUMBER;
    for (int i = 0; i < form.length(); i++) {
      int next = next(form.charAt(i), at);
      if (next <= at) {
        return false;
      }
      at = next;
    }
    return found != UNDEFINED_SEVERITY_NUMBER;
  }

  /// The index after what `symbol` stands for; `at` or less if it is not there.
  private int next(char symbol, int at) {
    char c = at < end ? text.charAt(at) : '\n';
    return switch (symbol) {
      case 'L', 'E', 'W', 'I', 'N' -> symbol == 'L' || symbol == c ? letter(c, at) : at;
      case '4', '2', '6' -> {
        int to = MessageText.digitsEnd(text, at, end);
        yield to - at == symbol - '0' ? to : at;
      }
      case 'n' -> MessageText.digitsEnd(text, at, end);
      case 's' -> SEPARATORS.skip(text, at, end);
      case 'T' -> timeEnd(at);
      case 'w' -> LineCursor.find(text, at, end, " \t:([");
      case ' ' -> MessageText.skipBlanks(text, at, end);
      default -> c == symbol ? at + 1 : at;
    };
  }

  private int letter(char c, int at) {
    found = SeverityNames.ofLetter(c);
    return found == UNDEFINED_SEVERITY_NUMBER ? at : at + 1;
  }

  private int timeEnd(int at) {
    int to = LineTime.endOf(text, at, end);
    return to >= at + LineTime.TIME_LENGTH ? to : at;
  }
}
