package dev.cwforwarder.map.content;

import io.opentelemetry.api.logs.Severity;
import org.jspecify.annotations.Nullable;

/// Looks at the ends of a message.
final class MessageText {
  /// A request id is one of the first words.
  private static final int WORDS = 6;

  private MessageText() {}

  /// Whether what stands before `end` is the head of a line (times, names, levels), and no
  /// sentence.
  static boolean isHead(String text, int end) {
    int from = 0;
    while (from < end) {
      int to = from;
      while (to < end && text.charAt(to) > ' ') {
        to++;
      }
      if (to > from && isWord(text, from, to)) {
        return false;
      }
      from = to + 1;
    }
    return true;
  }

  /// Letters, not all of them capitals, perhaps with a sign behind: `event:`.
  private static boolean isWord(String text, int from, int to) {
    boolean small = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      small |= c >= 'a' && c <= 'z';
      boolean last = i == to - 1 && i > from;
      if (!Character.isLetter(c) && !last) {
        return false;
      }
    }
    boolean stream = text.startsWith("stdout", from) || text.startsWith("stderr", from);
    return small && !stream && !Character.isDigit(text.charAt(to - 1));
  }

  /// A request id among the first words, as the layouts for Lambda put it; null for none.
  static @Nullable String requestId(String text) {
    int from = 0;
    for (int word = 0; word < WORDS && from < text.length(); word++) {
      int to = from;
      while (to < text.length() && text.charAt(to) > ' ') {
        to++;
      }
      if (TraceText.isUuid(text, from, to)) {
        return text.substring(from, to);
      }
      from = to + 1;
    }
    return null;
  }

  static boolean isKlogLevel(String text) {
    return SeverityNames.ofLetter(text.charAt(0)) != Severity.UNDEFINED_SEVERITY_NUMBER;
  }

  static int firstVisible(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  /// Where an object may begin that ends the text; -1 for none.
  static int suffix(String text) {
    int brace = !text.isEmpty() && lastVisible(text) == '}' ? text.indexOf('{') : -1;
    return brace > 0 && JsonMessage.mayBegin(text, brace) ? brace : -1;
  }

  private static char lastVisible(String text) {
    int at = text.length() - 1;
    while (at > 0 && text.charAt(at) <= ' ') {
      at--;
    }
    return text.charAt(at);
  }
}
