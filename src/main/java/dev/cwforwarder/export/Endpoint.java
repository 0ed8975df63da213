package dev.cwforwarder.export;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// The address that requests are posted to, with the settings of those requests.
///
/// @param uri exact address, `http://` or `https://`
/// @param headers sent with every request; may hold secrets
/// @param authorization evaluated for every request; takes precedence over `headers`
/// @param timeout limit of one attempt
/// @param trustedPem PEM certificates that replace the JDK's trust store; empty for the JDK's
public record Endpoint(
    URI uri,
    Map<String, String> headers,
    Authorization authorization,
    Duration timeout,
    String trustedPem) {
  /// Headers that only the transport may set, in lower case. Not sent if `headers` has them.
  public static final Set<String> TRANSPORT_HEADERS =
      Set.of(
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

  public Endpoint {
    requireNonNull(uri, "uri is null");
    headers = Map.copyOf(headers);
    requireNonNull(authorization, "authorization is null");
    requireNonNull(timeout, "timeout is null");
    requireNonNull(trustedPem, "trustedPem is null");
  }

  /// Omits the headers, which may hold secrets.
  @Override
  public String toString() {
    return "Endpoint[" + uri + "]";
  }
}
