package dev.cwforwarder.map.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A part of a text that is readable text in base64 (RFC 4648), standard or URL-safe.
///
/// @param start the index in the text
/// @param end the index after its last character
/// @param decoded the text that it encodes
record Base64Token(int start, int end, String decoded) {
  /// Shorter parts encode fewer than nine bytes.
  private static final int MIN_LENGTH = 12;

  /// The number of first bytes that must be printable before all are decoded: most words and ids
  /// fail here.
  private static final int PROBE_LENGTH = 12;

  private static final byte[] VALUES = values();

  private static byte[] values() {
    byte[] values = new byte[128];
    java.util.Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    values['-'] = 62;
    values['_'] = 63;
    return values;
  }

  /// All tokens of `text`, in order.
  static List<Base64Token> in(String text) {
    List<Base64Token> tokens = List.of();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && valueAt(text, i) >= 0) {
        continue;
      }
      if (i - start >= MIN_LENGTH) {
        tokens = tokens.isEmpty() ? new ArrayList<>() : tokens;
        addRun(text, start, i, tokens);
      }
      start = i + 1;
    }
    return tokens;
  }

  /// Adds the token of a run of characters of the alphabet. A `/` may also separate the token from
  /// other parts of a path.
  private static void addRun(String text, int from, int to, List<Base64Token> tokens) {
    if (add(text, from, to, tokens) || text.indexOf('/', from, to) < 0) {
      return;
    }
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || text.charAt(i) == '/') {
        if (i - start >= MIN_LENGTH) {
          add(text, start, i, tokens);
        }
        start = i + 1;
      }
    }
  }

  private static boolean add(String text, int from, int to, List<Base64Token> tokens) {
    if (!startsPrintable(text, from)) {
      return false;
    }
    int length = to - from - ((to - from) % 4 == 1 ? 1 : 0);
    String standard = text.substring(from, from + length).replace('-', '+').replace('_', '/');
    try {
      String decoded = new String(Base64.getDecoder().decode(standard.getBytes(ISO_8859_1)), UTF_8);
      int end = to;
      while (end < text.length() && end < to + 2 && text.charAt(end) == '=') {
        end++;
      }
      return isPrintable(decoded) && tokens.add(new Base64Token(from, end, decoded));
    } catch (IllegalArgumentException _) {
      return false; // the unused bits of the last character are not zero
    }
  }

  private static boolean startsPrintable(String text, int from) {
    int bits = 0;
    for (int i = 0; i < PROBE_LENGTH; i++) {
      bits = bits << 6 | valueAt(text, from + i);
      if (i % 4 == 3) {
        if (!printable(bits >> 16 & 0xff)
            || !printable(bits >> 8 & 0xff)
            || !printable(bits & 0xff)) {
          return false;
        }
        bits = 0;
      }
    }
    return true;
  }

  private static boolean isPrintable(String decoded) {
    for (int i = 0; i < decoded.length(); i++) {
      if (!printable(decoded.charAt(i)) || decoded.charAt(i) == '\ufffd') {
        return false;
      }
    }
    return true;
  }

  private static boolean printable(int c) {
    return (c >= ' ' && c != 0x7f) || c == '\n' || c == '\r' || c == '\t';
  }

  private static int valueAt(String text, int index) {
    char c = text.charAt(index);
    return c < 128 ? VALUES[c] : -1;
  }
}
