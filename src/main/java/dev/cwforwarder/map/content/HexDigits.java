package dev.cwforwarder.map.content;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Checks hexadecimal digits in a single pass, since ids are a large part of most logs.
public final class HexDigits {
  /// Set for every digit.
  private static final int DIGIT = 1;

  private static final int NOT_ZERO = 2;
  private static final int UPPER_CASE = 4;

  private static final byte[] KINDS = kinds();

  private HexDigits() {}

  /// Whether the range contains only digits, and at least one.
  static boolean only(String text, int from, int to) {
    return kinds(text, from, to) != 0;
  }

  /// Whether `c` is a hexadecimal digit.
  static boolean isDigit(char c) {
    return c < KINDS.length && KINDS[c] != 0;
  }

  /// The number of digits in the range.
  static int count(String text, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += isDigit(text.charAt(i)) ? 1 : 0;
    }
    return count;
  }

  /// The index at which the digits from `from` end, at most `max`.
  static int end(String text, int from, int max) {
    int to = Math.min(text.length(), max);
    int at = from;
    while (at < to && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /// Whether `text` has this length and contains only digits, not all of them 0.
  public static boolean isId(String text, int length) {
    return text.length() == length && (kinds(text, 0, length) & NOT_ZERO) != 0;
  }

  /// `text` in lower case if it is an id of this length; null otherwise.
  static @Nullable String id(String text, int length) {
    return text.length() == length ? id(text, 0, length) : null;
  }

  /// The text from `from` to `to` in lower case; null unless it contains only digits, not all of
  /// them 0.
  static @Nullable String id(String text, int from, int to) {
    int kinds = kinds(text, from, to);
    if ((kinds & NOT_ZERO) == 0) {
      return null;
    }
    String id = text.substring(from, to);
    return (kinds & UPPER_CASE) == 0 ? id : id.toLowerCase(Locale.ROOT);
  }

  /// The id in lower case.
  public static String lowerCase(String id) {
    return (kinds(id, 0, id.length()) & UPPER_CASE) == 0 ? id : id.toLowerCase(Locale.ROOT);
  }

  /// The kinds of digits in the range; 0 if it contains anything else.
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
      kinds[Character.toUpperCase(c)] = DIGIT | NOT_ZERO | UPPER_CASE;
    }
    return kinds;
  }
}
