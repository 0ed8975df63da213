package dev.cwforwarder.local;

import java.util.Locale;

/// Makes text from log events and functions safe to print: escape sequences in it could change what
/// the terminal shows, so control characters and bidirectional controls are shown as escapes, e.g.
/// `\x1b`.
public final class TerminalText {
  private static final char DELETE = 0x7f;
  private static final char LAST_C1 = 0x9f;

  private TerminalText() {}

  /// `text` on one line.
  public static String line(String text) {
    return visible(text, "");
  }

  /// `text` with its tabs and line breaks.
  public static String lines(String text) {
    return visible(text, "\n\t");
  }

  private static String visible(String text, String allowed) {
    StringBuilder visible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      visible.append(isHidden(c) && allowed.indexOf(c) < 0 ? escape(c) : String.valueOf(c));
    }
    return visible.toString();
  }

  private static boolean isHidden(char c) {
    return c < ' '
        || (c >= DELETE && c <= LAST_C1)
        || switch (c) {
          case 0x061c, 0x200e, 0x200f, 0x2028, 0x2029 -> true;
          case 0x202a, 0x202b, 0x202c, 0x202d, 0x202e -> true;
          case 0x2066, 0x2067, 0x2068, 0x2069 -> true;
          default -> false;
        };
  }

  private static String escape(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format(Locale.ROOT, c <= LAST_C1 ? "\\x%02x" : "\\u%04x", (int) c);
    };
  }
}
