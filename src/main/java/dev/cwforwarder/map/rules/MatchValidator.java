package dev.cwforwarder.map.rules;

import java.math.BigInteger;
import java.net.Inet6Address;

/// Validates what a regular expression matched, where the expression alone is too broad.
enum MatchValidator {
  NONE,
  /// Validates the check digit of card numbers (ISO/IEC 7812-1).
  LUHN,
  /// Validates the check digits of account numbers (ISO 13616).
  IBAN,
  /// Accepts an address that is not part of a longer word, but not a time of day.
  IPV6,
  /// Rejects a word of a sentence.
  TOKEN;

  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

  boolean accepts(String text, int start, int end) {
    return switch (this) {
      case NONE -> true;
      case LUHN -> luhn(text, start, end);
      case IBAN -> iban(text.substring(start, end).replace(" ", ""));
      case IPV6 -> standsAlone(text, start, end) && ipv6(text.substring(start, end));
      case TOKEN -> token(text, start, end);
    };
  }

  private static boolean luhn(String text, int start, int end) {
    int sum = 0;
    boolean twice = false;
    for (int i = end - 1; i >= start; i--) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        continue; // a separator
      }
      int weighted = twice ? 2 * digit : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
      twice = !twice;
    }
    return sum % 10 == 0;
  }

  private static boolean iban(String text) {
    if (text.length() < 15 || text.length() > 34) {
      return false;
    }
    StringBuilder digits = new StringBuilder();
    (text.substring(4) + text.substring(0, 4))
        .chars()
        .forEach(letter -> digits.append(Character.digit(letter, 36)));
    return new BigInteger(digits.toString()).mod(NINETY_SEVEN).equals(BigInteger.ONE);
  }

  private static boolean standsAlone(String text, int start, int end) {
    return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
  }

  private static boolean ipv6(String text) {
    try {
      return text.length() > 2 && Inet6Address.ofLiteral(text) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean token(String text, int start, int end) {
    for (int i = start + 1; i < end; i++) {
      char next = text.charAt(i);
      if ((next >= '0' && next <= '9') || (next >= 'A' && next <= 'Z') || next == '=') {
        return true;
      }
    }
    return false;
  }
}
