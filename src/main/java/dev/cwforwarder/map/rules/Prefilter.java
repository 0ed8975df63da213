package dev.cwforwarder.map.rules;

/// Finds out quickly whether a text can contain a match: what every match contains. Most texts have
/// no match, and a regular expression takes much longer.
enum Prefilter {
  NONE,
  AT_SIGN,
  PLUS_AND_DIGIT,
  TWO_COLONS,
  /// A digit, a point and a digit.
  DECIMAL,
  /// Twelve digits or more.
  DIGITS,
  /// Two capital letters and two digits.
  COUNTRY_CODE,
  ACCESS_KEY,
  TOKEN,
  PRIVATE_KEY,
  SECRET,
  CREDENTIALS;

  private static final int MIN_DIGITS = 12;

  boolean mayMatch(String text) {
    return switch (this) {
      case NONE -> true;
      case AT_SIGN -> text.indexOf('@') >= 0;
      case PLUS_AND_DIGIT -> plusAndDigit(text);
      case TWO_COLONS -> text.indexOf(':', text.indexOf(':') + 1) > 0;
      case DECIMAL -> decimal(text);
      case DIGITS -> digits(text);
      case COUNTRY_CODE -> countryCode(text);
      case ACCESS_KEY -> text.contains("AKIA") || text.contains("ASIA");
      case TOKEN -> text.contains("eyJ");
      case PRIVATE_KEY -> text.contains("-----BEGIN ");
      // No letter that has another form in Unicode, such as the long s.
      case SECRET -> containsWord(text, 'e', "ecret");
      case CREDENTIALS -> containsWord(text, 'b', "bearer") || containsWord(text, 'b', "basic");
    };
  }

  private static boolean plusAndDigit(String text) {
    for (int at = text.indexOf('+'); at >= 0; at = text.indexOf('+', at + 1)) {
      if (isDigit(text, at + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean decimal(String text) {
    for (int at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) {
      if (at > 0 && isDigit(text, at - 1) && isDigit(text, at + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean digits(String text) {
    int digits = 0;
    for (int i = 0; i < text.length() && digits < MIN_DIGITS; i++) {
      digits += isDigit(text, i) ? 1 : 0;
    }
    return digits >= MIN_DIGITS;
  }

  private static boolean countryCode(String text) {
    for (int i = 3; i < text.length(); i++) {
      if (isDigit(text, i)
          && isDigit(text, i - 1)
          && isCapital(text.charAt(i - 2))
          && isCapital(text.charAt(i - 3))) {
        return true;
      }
    }
    return false;
  }

  /// Whether `text` contains `word`, in upper or lower case.
  ///
  /// @param first the first letter of the word, in lower case
  private static boolean containsWord(String text, char first, String word) {
    for (int i = 0; i <= text.length() - word.length(); i++) {
      if ((text.charAt(i) | 0x20) == first && text.regionMatches(true, i, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(String text, int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }
}
