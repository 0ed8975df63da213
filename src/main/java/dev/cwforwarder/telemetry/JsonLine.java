package dev.cwforwarder.telemetry;

import java.util.Locale;

/// Writes one JSON object on one line. A JSON library would cost cold start for what a log line
/// needs.
final class JsonLine {
  private static final int FIRST_PRINTABLE = 0x20;

  private final StringBuilder text = new StringBuilder(256).append('{');

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

  /// Adds a value that is JSON already.
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
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE || Character.isSurrogate(c)) {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
