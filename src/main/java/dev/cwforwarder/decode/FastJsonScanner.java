package dev.cwforwarder.decode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Walks over JSON text that is all in memory, as long as it is written as CloudWatch writes it;
/// else it stops with [UnusualException]. Texts are unescaped where they stand. Not thread-safe.
///
/// It is stricter than JSON: names are plain ASCII, whole numbers are the only ones, and control
/// characters, lone surrogates and bytes that are no UTF-8 are unusual.
final class FastJsonScanner {
  /// What ends the plain part of a text: quotes, backslashes, control characters, all beyond ASCII.
  private static final boolean[] PLAIN = plain();

  private static final int MOST_DIGITS = 18;
  private static final int ESCAPE = 6;
  private static final char REPLACEMENT = '\ufffd';

  private final byte[] bytes;
  private final int end;
  private int at;
  private int nameFrom;
  private int nameTo;

  /// @param bytes longer than `length`: a zero is put behind the text
  FastJsonScanner(byte[] bytes, int length) {
    this.bytes = bytes;
    this.end = length;
    bytes[length] = 0;
  }

  /// Whether nothing but blanks is left.
  boolean atEnd() {
    skipBlanks();
    return at == end;
  }

  /// Steps over `sign` and blanks before it, if it is next.
  boolean next(char sign) {
    skipBlanks();
    if (bytes[at] != sign || at == end) {
      return false;
    }
    at++;
    return true;
  }

  void expect(char sign) throws UnusualException {
    if (!next(sign)) {
      throw new UnusualException();
    }
  }

  /// Reads a member's name and the colon behind it; [#isNamed] compares it.
  void name() throws UnusualException {
    expect('"');
    nameFrom = at;
    nameTo = plainEnd(at);
    at = nameTo;
    if (bytes[at++] != '"') {
      throw new UnusualException();
    }
    expect(':');
  }

  boolean isNamed(String name) {
    if (nameTo - nameFrom != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes[nameFrom + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String text() throws UnusualException {
    expect('"');
    int from = at;
    at = plainEnd(from);
    return bytes[at] == '"' ? latin(from, at++) : escapedText(from);
  }

  /// A whole number that is not negative.
  long number() throws UnusualException {
    skipBlanks();
    int from = at;
    long number = 0;
    while (bytes[at] >= '0' && bytes[at] <= '9') {
      number = 10 * number + bytes[at++] - '0';
    }
    int digits = at - from;
    if (digits == 0 || digits > MOST_DIGITS || (digits > 1 && bytes[from] == '0')) {
      throw new UnusualException();
    }
    return number;
  }

  private void skipBlanks() {
    while (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t') {
      at++;
    }
  }

  /// A text with escapes or letters beyond ASCII: what it stands for takes no more bytes, and is
  /// written over it.
  private String escapedText(int from) throws UnusualException {
    int to = at;
    boolean wide = false;
    for (byte c = bytes[at]; c != '"'; c = bytes[at]) {
      int before = to;
      if (c == '\\') {
        to = unescape(to);
      } else if (c < 0) {
        bytes[to++] = c;
        at++;
      } else if (c < ' ') {
        throw new UnusualException();
      } else {
        to = movePlain(to);
      }
      wide |= bytes[before] < 0;
    }
    at++;
    return wide ? wide(from, to) : latin(from, to);
  }

  // The next two see every character of a payload; the first compiler is bad at fields in loops.

  private int plainEnd(int from) {
    byte[] text = bytes;
    int i = from;
    while (PLAIN[text[i] & 0xff]) {
      i++;
    }
    return i;
  }

  private int movePlain(int target) {
    byte[] text = bytes;
    int to = target;
    int from = at;
    for (byte c = text[from]; PLAIN[c & 0xff]; c = text[from]) {
      text[to++] = c;
      from++;
    }
    at = from;
    return to;
  }

  /// Writes what the escape at [#at] stands for.
  ///
  /// @return where the text goes on
  private int unescape(int to) throws UnusualException {
    byte c = bytes[at + 1];
    if (c == 'u') {
      return unicode(to);
    }
    bytes[to] =
        switch (c) {
          case '"', '\\', '/' -> c;
          case 'n' -> '\n';
          case 't' -> '\t';
          case 'r' -> '\r';
          case 'b' -> '\b';
          case 'f' -> '\f';
          default -> throw new UnusualException();
        };
    at += 2;
    return to + 1;
  }

  private int unicode(int to) throws UnusualException {
    int unit = unit();
    int point = unit;
    if (Character.isSurrogate((char) unit)) {
      boolean pair = bytes[at] == '\\' && bytes[at + 1] == 'u';
      int low = pair ? unit() : 0;
      if (!Character.isSurrogatePair((char) unit, (char) low)) {
        throw new UnusualException();
      }
      point = Character.toCodePoint((char) unit, (char) low);
    }
    byte[] utf8 = Character.toString(point).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(utf8, 0, bytes, to, utf8.length);
    return to + utf8.length;
  }

  /// The four digits of an escape.
  private int unit() throws UnusualException {
    if (end - at < ESCAPE) {
      throw new UnusualException();
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE; i++) {
      int digit = Character.digit(bytes[i] & 0xff, 16);
      if (digit < 0) {
        throw new UnusualException();
      }
      unit = 16 * unit + digit;
    }
    at += ESCAPE;
    return unit;
  }

  private String latin(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private String wide(int from, int to) throws UnusualException {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      throw new UnusualException(); // perhaps malformed
    }
    return text;
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[256];
    for (char c = ' '; c < 0x80; c++) {
      plain[c] = c != '"' && c != '\\';
    }
    return plain;
  }

  /// Says that the text needs a reader that takes anything, or knows what is wrong with it.
  static final class UnusualException extends IOException {
    private static final long serialVersionUID = 1;

    UnusualException() {
      super("not written as usual");
    }

    /// None: it is caught at once.
    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
