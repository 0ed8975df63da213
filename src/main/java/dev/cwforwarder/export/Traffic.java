package dev.cwforwarder.export;

/// What an export cost on the wire.
///
/// @param requests posts, probes included
/// @param retries posts beyond the first one of a batch
/// @param bytes request bodies as sent, compressed
public record Traffic(int requests, int retries, long bytes) {
  public static final Traffic NONE = new Traffic(0, 0, 0);

  public Traffic plus(Traffic other) {
    return new Traffic(requests + other.requests, retries + other.retries, bytes + other.bytes);
  }
}
