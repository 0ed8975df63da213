package dev.cwforwarder.config;

import dev.cwforwarder.export.Endpoint;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Parses the request headers of settings.
final class Headers {
  /// @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-tokens">RFC 9110, 5.6.2</a>
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /// The forwarder sets them itself, like those of the transport.
  private static final Set<String> RESERVED =
      Set.of("content-type", "content-encoding", "user-agent");

  private Headers() {}

  /// Parses `name=value` pairs. Returns names in lower case.
  ///
  /// @throws IllegalArgumentException stating what was expected, without quoting a value
  static Map<String, String> parse(String raw) {
    Map<String, String> headers = new TreeMap<>();
    Parsers.pairs(raw).forEach((name, value) -> headers.put(name(name), value(value)));
    return headers;
  }

  /// `value` itself, if it is a valid header value.
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
    if (RESERVED.contains(name) || Endpoint.TRANSPORT_HEADERS.contains(name)) {
      throw new IllegalArgumentException("the header '" + name + "' is reserved");
    }
    return name;
  }
}
