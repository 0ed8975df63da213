package dev.cwforwarder.export;

/// What an export cost on the wire.
///
/// @param requests posts, probes included
/// @param retries posts beyond the first one of a batch
/// @param bytes request bodies as sent, compressed
public record TransferCounts(int requests, int retries, long bytes) {
  public static final TransferCounts NONE = new TransferCounts(0, 0, 0);

  public TransferCounts plus(TransferCounts other) {
    return new TransferCounts(
        requests + other.requests, retries + other.retries, bytes + other.bytes);
  }
}
