package dev.cwforwarder.map.content.text;

/// Removes the ANSI escape sequences with which loggers color their lines on a terminal
/// (`ESC[32m`).
///
/// @see <a href="https://www.ecma-international.org/publications-and-standards/standards/ecma-48/">
///   ECMA-48, SGR</a>
public final class AnsiCodes {
  private static final char ESCAPE = '\u001b';

  /// How rsyslog writes the start of a sequence.
  public static final String ESCAPED = "#033[";

  /// Only a prefix of this length is searched, since levels are at the beginning of a line.
  private static final int MAX_PREFIX_LENGTH = 256;

  private static final CharacterSet PARAMETERS = CharacterSet.of("0123456789;");

  private AnsiCodes() {}

  /// Returns `text` without escape sequences if its prefix contains one; otherwise the same
  /// instance.
  public static String strip(String text) {
    int escape = text.indexOf(ESCAPE, 0, Math.min(text.length(), MAX_PREFIX_LENGTH));
    if (escape < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length()).append(text, 0, escape);
    int at = escape;
    while (at < text.length()) {
      if (text.charAt(at) == ESCAPE) {
        at = sequenceEnd(text, at);
      } else {
        plain.append(text.charAt(at++));
      }
    }
    return plain.toString();
  }

  /// The index after a sequence whose escape was removed, `[31m`; -1 if there is none at `at`.
  public static int bareEnd(String text, int at) {
    int end = MessageText.isDigit(text, at + 1) ? sequenceEnd(text, at - 1) : -1;
    return end > 0 && text.charAt(end - 1) == 'm' ? end : -1;
  }

  /// The index after the sequence that starts at `at`.
  private static int sequenceEnd(String text, int at) {
    if (!text.startsWith("[", at + 1)) {
      return at + 1;
    }
    int end = PARAMETERS.skip(text, at + 2, text.length());
    return end < text.length() && text.charAt(end) == 'm' ? end + 1 : end;
  }
}
