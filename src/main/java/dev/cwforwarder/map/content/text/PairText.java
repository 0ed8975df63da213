package dev.cwforwarder.map.content.text;

/// Finds where the names and the values of pairs end.
public final class PairText {
  private static final int MAX_NAME_LENGTH = 64;

  /// The characters of a name.
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_@";

  private static final CharacterSet FIRST = CharacterSet.of(LETTERS);
  private static final CharacterSet INSIDE = CharacterSet.of(LETTERS + "0123456789.-/");

  /// The maximum length of a value in brackets.
  private static final int MAX_BRACKETED_LENGTH = 512;

  private PairText() {}

  /// The index of the `=` after the name at `at`; -1 if there is none.
  public static int nameEnd(String text, int at) {
    int end = nameTo(text, at);
    return end > at && text.startsWith("=", end) ? end : -1;
  }

  /// The index at which the name at `at` ends; `at` if there is none.
  public static int nameTo(String text, int at) {
    if (at >= text.length() || !FIRST.has(text.charAt(at))) {
      return at;
    }
    int limit = Math.min(text.length(), at + MAX_NAME_LENGTH);
    int end = at + 1;
    while (end < limit && INSIDE.has(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /// The index behind the quotes that open at `at`; `at` if none open or close.
  public static int quotedEnd(String text, int at) {
    boolean opens = text.startsWith("\"", at);
    int quote = opens ? MessageText.closingQuote(text, at + 1, text.length()) : -1;
    return quote < 0 ? at : quote + 1;
  }

  /// The index behind the brackets that open at `at`, as in `labels={app="shop", n=2}`; `at` if
  /// none open or close.
  public static int bracketedEnd(String text, int at) {
    int open = text.startsWith("map[", at) ? at + "map".length() : at;
    int end = Math.min(text.length(), open + MAX_BRACKETED_LENGTH);
    int depth = 0;
    for (int i = open; i < end; i++) {
      char c = text.charAt(i);
      boolean isClose = c == '}' || c == ']';
      depth += c == '{' || c == '[' ? 1 : isClose ? -1 : 0;
      if (depth <= 0) {
        return isClose && i > open ? i + 1 : at;
      }
    }
    return at;
  }

  /// The text without the backslashes that escape its characters.
  public static String unescape(String text) {
    int backslash = text.indexOf('\\');
    if (backslash < 0) {
      return text;
    }
    StringBuilder value = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        value.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case '"', '\\' -> value.append(escaped);
        case 'n' -> value.append('\n');
        case 't' -> value.append('\t');
        case 'r' -> value.append('\r');
        default -> value.append(c).append(escaped);
      }
    }
    return value.toString();
  }
}
