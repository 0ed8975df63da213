package dev.cwforwarder.telemetry;

import java.util.Locale;

/// Writes one JSON object on one line. A JSON library would slow down the cold start, and a log
/// line does not need one.
final class JsonLine {
  private static final int FIRST_PRINTABLE = 0x20;

  /// The last character without a special meaning for terminals, and the next one without.
  private static final int LAST_ASCII = 0x7e;

  private static final int AFTER_C1 = 0xa0;

  /// Enough for the line of an invocation.
  private static final int INITIAL_CHARACTERS = 2048;

  private final StringBuilder text = new StringBuilder(INITIAL_CHARACTERS).append('{');

  JsonLine put(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  JsonLine put(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  /// Adds a value that is already JSON.
  JsonLine putRaw(String name, CharSequence json) {
    name(name);
    text.append(json);
    return this;
  }

  /// The object, without a line break.
  String close() {
    return text.append('}').toString();
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    int copied = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\' || isHidden(c) || Character.isSurrogate(c)) {
        text.append(value, copied, i);
        escape(c);
        copied = i + 1;
      }
    }
    text.append(value, copied, value.length()).append('"');
  }

  /// A control character, or a format character, which may reverse the direction of text.
  private static boolean isHidden(char c) {
    return c < FIRST_PRINTABLE
        || (c > LAST_ASCII && (c < AFTER_C1 || Character.getType(c) == Character.FORMAT));
  }

  private void escape(char c) {
    if (c == '"' || c == '\\') {
      text.append('\\').append(c);
    } else {
      text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
  }
}
