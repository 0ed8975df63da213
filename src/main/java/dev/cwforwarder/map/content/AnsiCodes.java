package dev.cwforwarder.map.content;

/// The colours that loggers give their lines at a terminal (`ESC[32m`).
///
/// @see <a href="https://www.ecma-international.org/publications-and-standards/standards/ecma-48/">
///   ECMA-48, SGR</a>
final class AnsiCodes {
  private static final char ESCAPE = '\u001b';

  /// Levels stand at the beginning.
  private static final int HEAD = 256;

  private AnsiCodes() {}

  /// `text` without colours, where its head has some; else the same instance.
  static String without(String text) {
    int escape = text.indexOf(ESCAPE, 0, Math.min(text.length(), HEAD));
    if (escape < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length()).append(text, 0, escape);
    int at = escape;
    while (at < text.length()) {
      if (text.charAt(at) == ESCAPE) {
        at = end(text, at);
      } else {
        plain.append(text.charAt(at++));
      }
    }
    return plain.toString();
  }

  /// Behind the sequence that begins at `at`.
  private static int end(String text, int at) {
    if (!text.startsWith("[", at + 1)) {
      return at + 1;
    }
    int end = at + 2;
    while (end < text.length() && isParameter(text.charAt(end))) {
      end++;
    }
    return end < text.length() && text.charAt(end) == 'm' ? end + 1 : end;
  }

  private static boolean isParameter(char c) {
    return (c >= '0' && c <= '9') || c == ';';
  }
}
