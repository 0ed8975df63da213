package dev.cwforwarder.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Request headers as settings give them.
final class Headers {
  /// @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-tokens">RFC 9110, 5.6.2</a>
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /// The forwarder sets the first three itself; the JDK's client leaves the others out without a
  /// word.
  private static final Set<String> RESERVED =
      Set.of(
          "content-type",
          "content-encoding",
          "user-agent",
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");

  private Headers() {}

  /// Reads `name=value` pairs; names come out in lower case.
  ///
  /// @throws IllegalArgumentException saying what was expected, without repeating a value
  static Map<String, String> parse(String raw) {
    Map<String, String> headers = new TreeMap<>();
    Parsers.pairs(raw).forEach((name, value) -> headers.put(name(name), value(value)));
    return headers;
  }

  /// A value that can stand in a header.
  static String value(String value) {
    if (value.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
      throw new IllegalArgumentException(
          "expected a header value: printable ASCII without line breaks");
    }
    return value;
  }

  private static String name(String raw) {
    String name = raw.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected header names: ASCII letters, digits and any of !#$%&'*+-.^_`|~");
    }
    if (RESERVED.contains(name)) {
      throw new IllegalArgumentException("the header '" + name + "' cannot be set");
    }
    return name;
  }
}
