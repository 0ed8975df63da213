package dev.cwforwarder.model;

import java.util.Locale;

/// Makes text of other parties (endpoints, AWS, configuration files, log writers) safe to print:
/// control characters, which can move the cursor or change the title of a terminal, and characters
/// that reverse the direction of text are shown as escapes, e.g. `\x1b`.
public final class VisibleText {
  private static final char DELETE = 0x7f;
  private static final char LAST_C1 = 0x9f;

  private VisibleText() {}

  /// The first `maxCharacters` of `text` with its line breaks and tabs.
  public static String cappedLines(String text, int maxCharacters) {
    return visible(truncated(text, maxCharacters), "\n\t");
  }

  /// The first `maxCharacters` of `text` on one line.
  public static String capped(String text, int maxCharacters) {
    return visible(truncated(text, maxCharacters), "");
  }

  /// Whether `c` is a control character, a line separator or a bidirectional control.
  public static boolean isHidden(char c) {
    if (c < DELETE) {
      return c < ' ';
    }
    return c <= LAST_C1
        || switch (c) {
          case 0x061c, 0x200e, 0x200f, 0x2028, 0x2029 -> true;
          case 0x202a, 0x202b, 0x202c, 0x202d, 0x202e -> true;
          case 0x2066, 0x2067, 0x2068, 0x2069 -> true;
          default -> false;
        };
  }

  /// The first `maxCharacters` of `text` as it is, and `…` if there are more.
  public static String truncated(String text, int maxCharacters) {
    if (text.length() <= maxCharacters) {
      return text;
    }
    boolean splitsPair =
        maxCharacters > 0 && Character.isHighSurrogate(text.charAt(maxCharacters - 1));
    return text.substring(0, splitsPair ? maxCharacters - 1 : maxCharacters) + "…";
  }

  private static String visible(String text, String allowed) {
    StringBuilder visible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isHidden(c) || allowed.indexOf(c) >= 0) {
        visible.append(c);
      } else {
        visible.append(escape(c));
      }
    }
    return visible.toString();
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
