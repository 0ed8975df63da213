package dev.cwforwarder.map.rules;

import java.net.Inet6Address;

/// Validates what a regular expression matched, where the expression alone is too broad.
enum MatchValidator {
  NONE,
  /// Accepts what is not part of a longer word.
  WORD,
  /// Accepts a number of four parts that is not part of a word or of a number of more parts.
  IPV4,
  /// Accepts an address that is not part of a longer word, but not a time of day.
  IPV6,
  /// Finds card numbers in a run of digits, by their check digit.
  CARD,
  /// Finds account numbers in a run of capital letters and digits, by their check digits.
  IBAN,
  /// Rejects a word of a sentence.
  TOKEN;

  /// Finds the values in what was matched: all of it, a part of it, several parts, or nothing.
  void find(String text, int start, int end, Redaction.Match match) {
    switch (this) {
      case NONE -> match.at(start, end);
      case WORD -> findIf(standsAlone(text, start, end), start, end, match);
      case IPV4 ->
          findIf(
              standsAlone(text, start, end) && !hasMoreParts(text, start, end), start, end, match);
      case IPV6 -> ipv6(text, start, end, match);
      case CARD -> NumberGroups.cards(text, start, end, match);
      case IBAN -> NumberGroups.ibans(text, start, end, match);
      case TOKEN -> findIf(token(text, start, end), start, end, match);
    }
  }

  private static void findIf(boolean valid, int start, int end, Redaction.Match match) {
    if (valid) {
      match.at(start, end);
    }
  }

  /// Whether neither a letter of ASCII nor a digit precedes or follows. An underscore may, and so
  /// may letters of languages that are written without blanks.
  static boolean standsAlone(String text, int start, int end) {
    return !isWord(text, start - 1) && !isWord(text, end);
  }

  private static boolean isWord(String text, int index) {
    if (index < 0 || index >= text.length()) {
      return false;
    }
    char c = text.charAt(index);
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /// Whether the parts belong to a version or an object identifier such as `1.3.6.1.4.1`.
  private static boolean hasMoreParts(String text, int start, int end) {
    return (start > 1 && text.charAt(start - 1) == '.' && isDigit(text, start - 2))
        || (text.startsWith(".", end) && isDigit(text, end + 1));
  }

  private static boolean isDigit(String text, int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  /// The last letters of a word before the address may have been taken for its first group, as in
  /// `source:2001:db8::1`.
  private static void ipv6(String text, int start, int end, Redaction.Match match) {
    int from = isWord(text, start - 1) ? text.indexOf(':', start) + 1 : start;
    if (!isWord(text, end) && isIpv6(text.substring(from, end))) {
      match.at(from, end);
    }
  }

  private static boolean isIpv6(String text) {
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
