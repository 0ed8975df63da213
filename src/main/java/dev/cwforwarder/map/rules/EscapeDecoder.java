package dev.cwforwarder.map.rules;

import static java.lang.Character.digit;

import java.util.Arrays;

/// Decodes one layer of escapes of a text. What is malformed remains as it is.
final class EscapeDecoder {
  private final String text;
  private final boolean allForms;
  private final StringBuilder decoded;
  private int[] starts;

  /// The character of the escape that was read last.
  private int codePoint;

  private EscapeDecoder(String text, boolean allForms) {
    this.text = text;
    this.allForms = allForms;
    this.decoded = new StringBuilder(text.length());
    this.starts = new int[text.length() + 2];
  }

  /// Decodes the escapes of JSON, or those of all forms: also those of programming languages (with
  /// the bytes of UTF-8 in hexadecimal or octal), `%40` and `&#64;`.
  ///
  /// @return `from` itself if it has no escapes
  static DecodedText decode(DecodedText from, boolean allForms) {
    String text = from.text();
    boolean mayHaveEscapes =
        text.indexOf('\\') >= 0 || (allForms && (text.indexOf('%') >= 0 || text.indexOf('&') >= 0));
    return mayHaveEscapes ? new EscapeDecoder(text, allForms).decode(from) : from;
  }

  private DecodedText decode(DecodedText from) {
    int at = 0;
    while (at < text.length()) {
      int length = escapeAt(at);
      if (length == 0) {
        codePoint = text.charAt(at);
      }
      int before = decoded.length();
      decoded.appendCodePoint(codePoint);
      for (int i = before; i < decoded.length(); i++) {
        starts[i] = from.rawStart(at);
      }
      at += Math.max(1, length);
    }
    if (decoded.length() == text.length()) {
      return from; // every escape is longer than its character
    }
    starts[decoded.length()] = from.rawStart(text.length());
    return new DecodedText(decoded.toString(), Arrays.copyOf(starts, decoded.length() + 1));
  }

  /// The length of the escape at `at`; 0 for none.
  private int escapeAt(int at) {
    char c = text.charAt(at);
    if (c == '\\') {
      int length = jsonEscape(at);
      return length > 0 || !allForms ? length : otherEscape(at);
    }
    if (!allForms) {
      return 0;
    }
    return c == '%' ? bytes(at) : c == '&' ? entity(at) : 0;
  }

  private int jsonEscape(int at) {
    char c = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    if (c == 'u') {
      return hex(at + 2, 4) ? 6 : 0;
    }
    codePoint =
        switch (c) {
          case '"', '\\', '/' -> c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> -1;
        };
    return codePoint < 0 ? 0 : 2;
  }

  private int otherEscape(int at) {
    if (text.startsWith("u{", at + 1)) {
      int close = text.indexOf('}', at + 3, Math.min(text.length(), at + 10));
      return close > at + 3 && hex(at + 3, close - at - 3) ? close + 1 - at : 0;
    }
    if (text.startsWith("'", at + 1)) {
      codePoint = '\'';
      return 2;
    }
    if (text.startsWith("U", at + 1)) {
      return hex(at + 2, 8) ? 10 : 0;
    }
    return bytes(at);
  }

  /// One character that is written as one or more escaped bytes of UTF-8. A single byte that is not
  /// UTF-8 is a character of ISO 8859-1.
  private int bytes(int at) {
    int first = byteAt(at);
    if (first < 0) {
      return 0;
    }
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0;
    int character = more == 0 ? first : first & (0x3f >> more);
    int next = at + byteLength(at);
    for (int i = 0; i < more; i++) {
      int continuation = next < text.length() ? byteAt(next) : -1;
      if ((continuation & 0xc0) != 0x80 || continuation < 0) {
        codePoint = first;
        return byteLength(at);
      }
      character = character << 6 | (continuation & 0x3f);
      next += byteLength(next);
    }
    boolean valid = Character.isValidCodePoint(character);
    codePoint = valid ? character : first;
    return valid ? next - at : byteLength(at);
  }

  /// The byte that is escaped at `at`, as `%40`, `\x40` or `\100`; -1 for none.
  private int byteAt(int at) {
    if (text.charAt(at) == '%') {
      return hex(at + 1, 2) ? codePoint : -1;
    }
    if (!text.startsWith("\\", at)) {
      return -1;
    }
    if (text.startsWith("x", at + 1)) {
      return hex(at + 2, 2) ? codePoint : -1;
    }
    return number(at + 1, 3, 8) && codePoint <= 0xff ? codePoint : -1;
  }

  private int byteLength(int at) {
    return text.charAt(at) == '%' ? 3 : 4;
  }

  /// Decodes a character reference of HTML and XML.
  private int entity(int at) {
    int end = text.indexOf(';', at, Math.min(text.length(), at + 11));
    if (end < 0) {
      return 0;
    }
    if (text.startsWith("#x", at + 1) || text.startsWith("#X", at + 1)) {
      return hex(at + 3, end - at - 3) ? end + 1 - at : 0;
    }
    if (text.startsWith("#", at + 1)) {
      return number(at + 2, end - at - 2, 10) ? end + 1 - at : 0;
    }
    codePoint =
        switch (text.substring(at + 1, end)) {
          case "amp" -> '&';
          case "quot" -> '"';
          case "apos" -> '\'';
          case "lt" -> '<';
          case "gt" -> '>';
          default -> -1;
        };
    return codePoint < 0 ? 0 : end + 1 - at;
  }

  private boolean hex(int from, int digits) {
    return number(from, digits, 16);
  }

  /// Reads the number of a character; false if it is malformed.
  private boolean number(int from, int digits, int radix) {
    if (digits <= 0 || from + digits > text.length()) {
      return false;
    }
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int next = text.charAt(i) < 0x80 ? digit(text.charAt(i), radix) : -1;
      value = next < 0 || value > Character.MAX_CODE_POINT ? -1 : value * radix + next;
      if (value < 0) {
        return false;
      }
    }
    codePoint = value;
    return Character.isValidCodePoint(value);
  }
}
