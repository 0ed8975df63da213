package dev.cwforwarder.map.content.text;

/// Finds words, digits, blanks and the ends of lines in a text.
public final class MessageText {
  private MessageText() {}

  /// Whether the text from `start` to `end` is the head of a line (times, names, levels) and not a
  /// sentence.
  public static boolean isHead(String text, int start, int end) {
    int from = start;
    while (from < end) {
      int to = wordEnd(text, from, end);
      if (to > from && isProse(text, from, to)) {
        return false;
      }
      from = to + 1;
    }
    return true;
  }

  /// Whether the text is a word of a sentence: letters, not all of them upper case, and optionally
  /// one punctuation character, as in `event:`.
  private static boolean isProse(String text, int from, int to) {
    boolean hasLowerCase = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      hasLowerCase |= c >= 'a' && c <= 'z';
      boolean last = i == to - 1 && i > from;
      if (!Character.isLetter(c) && !last) {
        return false;
      }
    }
    return hasLowerCase && !isStreamAt(text, from) && !Character.isDigit(text.charAt(to - 1));
  }

  /// Whether the name of a stream, which container runtimes write, is at `at`.
  public static boolean isStreamAt(String text, int at) {
    return text.startsWith("stdout", at) || text.startsWith("stderr", at);
  }

  /// The index before `end` at which the word at `from` ends: at a blank or a control character.
  public static int wordEnd(String text, int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) > ' ') {
      at++;
    }
    return at;
  }

  /// The index of the first character from `from` to `end` that is not a blank; `end` for none.
  public static int skipBlanks(String text, int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  /// Whether the text before `end` ends with `suffix`.
  public static boolean endsWith(String text, int end, String suffix) {
    return text.startsWith(suffix, end - suffix.length());
  }

  /// The index of the line break at or after `from`; the end of the text if there is none.
  public static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /// The index of the first character from `from` that is neither a blank nor a control character.
  public static int firstNonBlank(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  /// The text without the line breaks at its end; unchanged if there is nothing else.
  public static String withoutLineBreaks(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return end == 0 || end == text.length() ? text : text.substring(0, end);
  }

  /// Whether there is an ASCII digit at `at`; false before the start and beyond the end of the
  /// text.
  public static boolean isDigit(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  /// The index before `end` at which the ASCII digits from `from` end; `from` if there are none.
  public static int digitsEnd(String text, int from, int end) {
    int at = from;
    while (at < end && isDigit(text, at)) {
      at++;
    }
    return at;
  }

  /// Whether an IPv4 address starts at `from`, as in access lines.
  public static boolean isAddressAt(String text, int from, int end) {
    int points = 0;
    int digits = 0;
    for (int at = from; at < end && digits < 4; at++) {
      if (isDigit(text, at)) {
        digits++;
      } else if (text.charAt(at) == '.' && digits > 0) {
        points++;
        digits = 0;
      } else {
        break;
      }
    }
    return points == 3 && digits > 0 && digits < 4;
  }

  /// Whether a JSON object may start at `at`.
  public static boolean objectMayStartAt(String text, int at) {
    if (at >= text.length() || text.charAt(at) != '{') {
      return false;
    }
    int next = firstNonBlank(text, at + 1);
    return next < text.length() && (text.charAt(next) == '"' || text.charAt(next) == '}');
  }

  /// The index of the first quote from `from` to `end`; a backslash escapes the next character. -1
  /// if there is none.
  public static int closingQuote(String text, int from, int end) {
    int quote = text.indexOf('"', from, end);
    int escape = quote < 0 ? -1 : text.indexOf('\\', from, quote);
    if (escape < 0) {
      return quote;
    }
    for (int i = escape; i < end; i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i;
      }
      i += c == '\\' ? 1 : 0;
    }
    return -1;
  }
}
