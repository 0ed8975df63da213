package dev.cwforwarder.export;

/// An endpoint's response with a capped body.
///
/// @param status HTTP status code
/// @param contentType the `Content-Type` header, lower case, without parameters; empty when absent
/// @param retryAfter the `Retry-After` header; empty when absent
/// @param location the `Location` header; empty when absent
/// @param body at most [#MAX_BODY_BYTES]
/// @param truncated whether the body was longer than that
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record HttpAnswer(
    int status,
    String contentType,
    String retryAfter,
    String location,
    byte[] body,
    boolean truncated) {
  /// Enough for any OTLP response; more is not read.
  static final int MAX_BODY_BYTES = 64 * 1024;

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }
}
