package dev.cwforwarder.export;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The headers of the requests to one endpoint, without those that depend on the connection or the
/// length of the body. Thread-safe.
final class RequestHeaders {
  private static final String AUTHORIZATION = "authorization";

  private final Map<String, String> configured;
  private final String userAgent;

  /// @param configured the endpoint's headers, which take precedence over those of the protocol
  /// @param userAgent value of the `User-Agent` header
  RequestHeaders(Map<String, String> configured, String userAgent) {
    this.configured = configured;
    this.userAgent = userAgent;
  }

  /// The headers of one request.
  ///
  /// @param authorization value of the `authorization` header; empty for the configured headers
  /// @throws IllegalArgumentException for a header with a line break, which would start another one
  Map<String, String> of(Compression compression, String authorization) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", "application/x-protobuf");
    headers.put("Accept", "application/x-protobuf");
    headers.put("Accept-Encoding", "identity");
    headers.put("User-Agent", userAgent);
    if (compression != Compression.NONE) {
      headers.put("Content-Encoding", compression.contentEncoding());
    }
    headers.putAll(configured);
    if (!authorization.isEmpty()) {
      headers.put(AUTHORIZATION, authorization);
    }
    headers
        .keySet()
        .removeIf(name -> Endpoint.TRANSPORT_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
    headers.forEach(RequestHeaders::check);
    return headers;
  }

  private static void check(String name, String value) {
    if (hasLineBreak(name) || hasLineBreak(value)) { // the value may be a secret
      throw new IllegalArgumentException("line break in the name or value of a request header");
    }
  }

  private static boolean hasLineBreak(String text) {
    return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
  }
}
