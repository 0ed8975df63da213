package dev.cwforwarder.export;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// Where requests go and what goes with them.
///
/// @param uri exact address, `http://` or `https://`
/// @param headers sent with every request; may hold secrets
/// @param authorization asked before every request; its header wins over one in `headers`
/// @param timeout limit of one attempt
/// @param trustedPem certificates that replace the JDK's trusted ones, PEM; empty for those
public record Endpoint(
    URI uri,
    Map<String, String> headers,
    Authorization authorization,
    Duration timeout,
    String trustedPem) {
  public Endpoint {
    requireNonNull(uri, "uri is null");
    headers = Map.copyOf(headers);
    requireNonNull(authorization, "authorization is null");
    requireNonNull(timeout, "timeout is null");
    requireNonNull(trustedPem, "trustedPem is null");
  }

  /// Without headers: they may hold secrets.
  @Override
  public String toString() {
    return "Endpoint[" + uri + "]";
  }
}
