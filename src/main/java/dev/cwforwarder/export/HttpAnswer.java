package dev.cwforwarder.export;

import java.io.IOException;
import java.util.Locale;

/// An endpoint's response with a capped body.
///
/// @param status HTTP status code
/// @param contentType the `Content-Type` header, lower case, without parameters; empty when absent
/// @param retryAfter the `Retry-After` header; empty when absent
/// @param location the `Location` header; empty when absent
/// @param body at most one byte more than [#MAX_BODY_BYTES]
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record HttpAnswer(int status, String contentType, String retryAfter, String location, byte[] body) {
  /// Enough for any OTLP response; more is not read.
  static final int MAX_BODY_BYTES = 64 * 1024;

  static final int INITIAL_BODY_BYTES = 256;

  /// A response as it was received.
  ///
  /// @param contentType the `Content-Type` header, empty when absent
  /// @param body at most one byte more than [#MAX_BODY_BYTES]
  /// @throws IOException when a compressed body is damaged
  static HttpAnswer of(
      int status, String contentType, String retryAfter, String location, byte[] body)
      throws IOException {
    boolean success = status < 300;
    byte[] content =
        success && body.length <= MAX_BODY_BYTES ? GzipBody.inflated(body, MAX_BODY_BYTES) : body;
    return new HttpAnswer(
        status,
        mediaType(contentType),
        success ? "" : retryAfter,
        success ? "" : location,
        content);
  }

  /// @param length of the body as it was received
  /// @param promised value of the `Content-Length` header; negative when absent
  /// @throws IOException when the connection ended before the body did
  static void requireComplete(int length, long promised) throws IOException {
    if (length <= MAX_BODY_BYTES && length < promised) {
      throw new IOException(
          "the response is truncated: %d of %d bytes".formatted(length, promised));
    }
  }

  private static String mediaType(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  /// Whether the body is longer than [#MAX_BODY_BYTES], and therefore incomplete.
  boolean truncated() {
    return body.length > MAX_BODY_BYTES;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }
}
