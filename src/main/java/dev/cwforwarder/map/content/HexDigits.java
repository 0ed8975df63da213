package dev.cwforwarder.map.content;

import java.util.Locale;

/// Hexadecimal digits, looked at in one pass: ids are a good part of what logs consist of.
final class HexDigits {
  /// Any digit.
  private static final int DIGIT = 1;

  private static final int NOT_ZERO = 2;
  private static final int CAPITAL = 4;

  private static final byte[] KINDS = kinds();

  private HexDigits() {}

  /// Whether there are only digits, one at least.
  static boolean only(String text, int from, int to) {
    return kinds(text, from, to) != 0;
  }

  /// Whether `text` has this length, and only digits that are not all 0.
  static boolean isId(String text, int length) {
    return text.length() == length && (kinds(text, 0, length) & NOT_ZERO) != 0;
  }

  /// The id in small letters.
  static String lowerCase(String id) {
    return (kinds(id, 0, id.length()) & CAPITAL) == 0 ? id : id.toLowerCase(Locale.ROOT);
  }

  /// The kinds of digits there are; 0 for anything that is none.
  private static int kinds(String text, int from, int to) {
    int kinds = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int kind = c < KINDS.length ? KINDS[c] : 0;
      if (kind == 0) {
        return 0;
      }
      kinds |= kind;
    }
    return kinds;
  }

  private static byte[] kinds() {
    byte[] kinds = new byte['f' + 1];
    kinds['0'] = DIGIT;
    for (char c = '1'; c <= '9'; c++) {
      kinds[c] = DIGIT | NOT_ZERO;
    }
    for (char c = 'a'; c <= 'f'; c++) {
      kinds[c] = DIGIT | NOT_ZERO;
      kinds[Character.toUpperCase(c)] = DIGIT | NOT_ZERO | CAPITAL;
    }
    return kinds;
  }
}
