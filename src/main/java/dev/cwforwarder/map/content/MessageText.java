package dev.cwforwarder.map.content;

import io.opentelemetry.api.logs.Severity;
import org.jspecify.annotations.Nullable;

/// Looks at the ends of a message.
final class MessageText {
  private MessageText() {}

  /// A request id among the first words, as the layouts for Lambda put it; null for none.
  static @Nullable String requestId(String text) {
    int from = 0;
    for (int word = 0; word < 4 && from < text.length(); word++) {
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
    return Level.ofLetter(text.charAt(0)) != Severity.UNDEFINED_SEVERITY_NUMBER;
  }

  static int firstVisible(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  static char lastVisible(String text) {
    int at = text.length() - 1;
    while (at > 0 && text.charAt(at) <= ' ') {
      at--;
    }
    return text.charAt(at);
  }

  static String withoutNewline(String message) {
    if (!message.endsWith("\n")) {
      return message;
    }
    return message.substring(0, message.length() - (message.endsWith("\r\n") ? 2 : 1));
  }
}
