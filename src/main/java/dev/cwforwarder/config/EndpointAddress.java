package dev.cwforwarder.config;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses the address of an OTLP/HTTP endpoint: `http://` or `https://`, without user info and
/// fragment. The parameters of the template have the same patterns.
///
/// Hosts may have names that [URI] does not know as hosts, such as `otel_collector`, because
/// neighbors of a container have such names. With `https://` they must be names that the JDK finds
/// in a certificate.
///
/// Each method throws an [IllegalArgumentException] that states the expected and the actual value,
/// without what may be secret.
final class EndpointAddress {
  private static final String CERTIFIED_NAME = "[A-Za-z0-9]+((-+|\\.)[A-Za-z0-9]+)*\\.?";
  private static final String NAME = "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?";
  private static final String IPV6 = "\\[[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*\\]";
  private static final String PORT =
      "0*([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";
  private static final String CHARACTERS = "A-Za-z0-9._~!$&'()*+,;=:@/%";

  /// Everything but the query.
  private static final String BASE =
      "(?!.*%%(?![0-9A-Fa-f]{2}))[Hh][Tt][Tt][Pp]([Ss]://%s|://%s|[Ss]?://%s)(:(%s)?)?(/[%s-]*)?"
          .formatted(CERTIFIED_NAME, NAME, IPV6, PORT, CHARACTERS);

  private static final Pattern EXACT =
      Pattern.compile("%s(\\?[%s?\\[\\]-]*)?".formatted(BASE, CHARACTERS));
  private static final Pattern CERTIFIED_HOST = Pattern.compile(CERTIFIED_NAME + "|" + IPV6);
  private static final Pattern HOST = Pattern.compile(NAME + "|" + IPV6);
  private static final Pattern VALID_PORT = Pattern.compile(PORT);

  /// An address in which anything may be wrong but its scheme. The host ends before the last colon
  /// that is not in brackets.
  private static final Pattern PARTS =
      Pattern.compile(
          "(?is)(https?)://(\\[[^\\]/?#]*\\]?|[^\\[:/?#][^/?#]*?)(:[^:\\]/?#]*)?([/?].*)?");

  private EndpointAddress() {}

  /// The URL for the requests of a signal, given as a whole.
  static URI exact(String raw) {
    if (!EXACT.matcher(raw).matches()) {
      throw new IllegalArgumentException(problem(raw));
    }
    try {
      int scheme = raw.indexOf(':');
      return URI.create(raw.substring(0, scheme).toLowerCase(Locale.ROOT) + raw.substring(scheme));
    } catch (IllegalArgumentException e) { // only IPv6 addresses are not checked by the pattern
      throw new IllegalArgumentException("expected an IPv6 address in brackets", e);
    }
  }

  /// The URL for the requests of a signal, derived from a base URL.
  ///
  /// @param path of the signal, without a leading slash
  /// @see <a
  ///   href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp">Endpoint
  ///   URLs for OTLP/HTTP</a>
  static URI ofSignal(String raw, String path) {
    URI base = exact(raw);
    if (base.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "expected an address without a query; set OTEL_EXPORTER_OTLP_LOGS_ENDPOINT instead");
    }
    return URI.create(base + (raw.endsWith("/") ? "" : "/") + path);
  }

  /// The host of an address that [#exact] returned, without the brackets of IPv6.
  static String hostOf(URI address) {
    String authority = address.getRawAuthority();
    return authority.replaceFirst(":\\d*$", "").replaceAll("[\\[\\]]", "");
  }

  private static String problem(String raw) {
    Matcher parts = PARTS.matcher(raw);
    String quoted = Parsers.withoutQuery(raw);
    if (quoted.contains("@")) {
      return "expected an address without user name and password; set"
          + " OTEL_EXPORTER_OTLP_HEADERS instead";
    }
    if (!parts.matches() || raw.contains("#")) {
      return "expected an http:// or https:// address, got '" + quoted + "'";
    }
    boolean tls = parts.group(1).equalsIgnoreCase("https");
    String host = parts.group(2);
    String port = parts.group(3) == null ? "" : parts.group(3).substring(1);
    if (!(tls ? CERTIFIED_HOST : HOST).matcher(host).matches()) {
      return "expected a host "
          + (tls
              ? "that a certificate can name: letters and digits, with '-' and '.' between them"
              : "of letters, digits, '-', '_' and single dots, or an IPv6 address in brackets")
          + "; got '%s'".formatted(host);
    }
    if (!port.isEmpty() && !VALID_PORT.matcher(port).matches()) {
      boolean digits = port.chars().allMatch(Character::isDigit);
      return "expected a port from 1 to 65535" + (digits ? ", got " + port : " after the host");
    }
    return "expected a path of ASCII characters, others percent-encoded as %XX";
  }
}
