package dev.cwforwarder.export;

/// The network traffic of an export.
///
/// @param requests number of POST requests, including probes
/// @param retries requests beyond the first one of a batch
/// @param bytes size of the request bodies as sent (compressed)
public record TransferCounts(int requests, int retries, long bytes) {
  public static final TransferCounts NONE = new TransferCounts(0, 0, 0);

  public TransferCounts plus(TransferCounts other) {
    return new TransferCounts(
        requests + other.requests, retries + other.retries, bytes + other.bytes);
  }
}
