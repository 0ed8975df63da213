package dev.cwforwarder.map.content.severity;

import dev.cwforwarder.map.content.text.MessageText;

/// Looks for what marks a level name in lower or mixed case in the head of a line: a separator
/// other than a blank, a program, a place, a capitalized word.
final class HeadMark {
  private final String text;
  private final int end;
  private final HeadText head;

  HeadMark(String text, int end, HeadText head) {
    this.text = text;
    this.end = end;
    this.head = head;
  }

  /// Whether a separator other than a blank, or what follows, marks a level name.
  ///
  /// @param left what precedes it
  /// @param right the separator that follows it, or a blank
  /// @param nameSeen whether a name precedes it
  boolean isMarked(int from, int to, char left, char right, boolean timeSeen, boolean nameSeen) {
    boolean separated = left != ' ' && left != LineHead.START;
    if (separated && (head.next.isTimeAt(to) || (timeSeen && right != ' '))) {
      return true;
    }
    return switch (right) {
      case ':' -> separated || (!nameSeen && head.at(head.skipBlanks(to) + 1) <= ' ');
      case '|', '-' -> true;
      case '\t' -> separated || Character.isLowerCase(text.charAt(from));
      case '(' -> isNameInParentheses(to);
      case '[' -> separated || isCodeInBrackets(to, timeSeen);
      default -> {
        boolean isColumn = separated && (timeSeen || left == '>' || left == ']');
        yield isCodeWithColon(to) || isMarkedByText(from, to, isColumn, timeSeen);
      }
    };
  }

  /// Whether a level name in upper case is a level, and not a word or a bullet.
  boolean isUpperCaseLevel(int from, int to, char left, char right, boolean timeSeen) {
    if (right != ' ' && right != '(') {
      return true;
    }
    boolean isLast = left == ' ' && head.at(head.skipBlanks(to)) == '\n'; // `0 WARN`
    if (isLast || (left == LineHead.START && head.isBullet(from)) || (left == '-' && !timeSeen)) {
      return false;
    }
    boolean isPadded = text.startsWith("  ", from - 2);
    return head.next.isText(to, !isPadded && SeverityNames.isAmbiguous(text, from, to), timeSeen);
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

  /// Whether the text marks the level: `error text` in padded columns, `error shop: [Kit] text`,
  /// `0.123 Error Main.cpp:12: text`, `x.c:1:10: fatal error: text`.
  private boolean isMarkedByText(int from, int to, boolean isColumn, boolean timeSeen) {
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
        || isProgram(to, timeSeen)
        || (timeSeen && isBeforeColumn(to))
        || (isColumn && isBeforeName(from, to))
        || isPadded
        || isBeforeScope(next)
        || (afterNumber && isPlace);
  }

  /// `info main:: [cart] text`
  private boolean isBeforeScope(int from) {
    return text.startsWith(":: [", head.wordEnd(from) - 2);
  }

  /// `error hostd[12] [Shop] text`, `err tmm[12]: text`, `error <general>: text`: a program or a
  /// name behind a level in lower case.
  boolean isProgram(int word, boolean timeSeen) {
    int from = head.skipBlanks(word);
    int to = head.wordEnd(from);
    boolean isName = to > from && head.at(to) == '[' && head.isDigit(to + 1);
    int open = isName ? to : timeSeen && head.at(from) == '<' ? from : end;
    int close = text.indexOf(isName ? ']' : '>', open, end);
    boolean isCertain = timeSeen || close > open + 3; // not the index of `items[0] [1]`
    return close > 0
        && ((timeSeen && head.at(close + 1) == ':')
            || (isCertain && text.startsWith(" [", close + 1)));
  }

  /// `info shop [pay/util.go:12] text`, `err shop [12]cart: text`, `debug conn=7 op=2`: a name and
  /// a place or a process in a bracket, or pairs behind a wide gap.
  private boolean isBeforeColumn(int word) {
    int from = head.skipBlanks(word);
    int to = head.wordEnd(from);
    if (from > word + 1 && isPair(from)) {
      return isPair(head.skipBlanks(to));
    }
    int open = head.skipBlanks(to);
    int close = head.at(open) == '[' ? head.wordEnd(open + 1) : end;
    int number = close;
    while (number > open && head.isDigit(number - 1)) {
      number--;
    }
    boolean isNumbered = number < close && head.at(close) == ']' && open > to && to > from;
    boolean isProcess = number == open + 1 && open > to + 1 && head.at(close + 1) > ' ';
    boolean isPlace =
        head.at(number - 1) == ':'
            && Character.isLetter(head.at(number - 2))
            && text.indexOf('.', open, number) > 0;
    return isNumbered && (isProcess || isPlace) && head.name.isName(from, to);
  }

  private boolean isPair(int from) {
    return text.indexOf('=', from, head.wordEnd(from)) > from;
  }

  /// `error text`, `error shop: [Kit] text`, `error shop.cart text`
  private boolean isBeforeName(int from, int to) {
    int next = head.skipBlanks(to);
    return next > to + 1
        || isNameWithBracket(to)
        || head.contains(next, head.wordEnd(next) - 1, HeadNext.PLACE_SYMBOLS)
        || isBeforeTitle(from, to);
  }

  /// `10:00:00.123 Warn Server: no stock`, and not `Error Message: no stock` or `Debug Mode: on`.
  private boolean isBeforeTitle(int from, int to) {
    int next = head.skipBlanks(to);
    int nextEnd = head.wordEnd(next) - 1;
    boolean isTitle = isCapitalized(next) && head.at(nextEnd) == ':' && head.at(nextEnd + 1) == ' ';
    return isTitle
        && to <= from + "Warn".length()
        && from > 4
        && text.charAt(from - 5) == '.'
        && head.at(head.wordEnd(nextEnd + 2)) == ' '
        && !SeverityNames.isAmbiguous(text, from, to)
        && head.name.isName(next, nextEnd);
  }

  /// `[0012]`, `[E0382]:`, ` [cart.c(12)]:` in the bracket behind a level: the seconds that logrus
  /// counts, a code, a place.
  private boolean isCodeInBrackets(int word, boolean timeSeen) {
    int from = head.skipBlanks(word);
    int to = head.at(from) == '[' ? text.indexOf(']', from, end) : -1;
    if (to < 0 || text.indexOf(' ', from, to) >= 0) {
      return false;
    }
    boolean hasColon = head.at(to + 1) == ':';
    boolean isPlace = text.startsWith(")]:", to - 1) && text.indexOf('.', from, to) > 0;
    return (from == word || timeSeen || isPlace) && (head.isDigit(to - 1) || hasColon);
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
  private boolean isNameWithBracket(int word) {
    int from = head.skipBlanks(word);
    int to = head.wordEnd(from);
    int colon = head.skipBlanks(to);
    int next =
        head.skipBlanks(head.at(to - 1) == ':' ? to : head.at(colon) == ':' ? colon + 1 : end);
    return to > from && (head.at(next) == '[' || text.indexOf('=', next, head.wordEnd(next)) > 0);
  }

  /// `error(shop): text`, and not `error(s): 0`.
  private boolean isNameInParentheses(int word) {
    int close = head.at(word) == '(' ? text.indexOf(')', word, end) : -1;
    return close > 0 && head.at(close + 1) == ':' && !head.next.isFieldWith(close + 1, false);
  }

  /// Whether a word in mixed case follows, with which a text starts: `error Cannot connect`.
  private boolean isCapitalized(int from) {
    return Character.isUpperCase(head.at(from)) && Character.isLowerCase(head.at(from + 1));
  }

  private boolean isLowerCaseLevel(int from, int to) {
    return Character.isLowerCase(text.charAt(from)) && !SeverityNames.isAmbiguous(text, from, to);
  }
}
