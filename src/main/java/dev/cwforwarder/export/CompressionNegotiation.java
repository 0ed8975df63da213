package dev.cwforwarder.export;

/// Remembers which compression the endpoint accepts, for the life of the execution environment.
/// Thread-safe.
final class CompressionNegotiation {
  private volatile Compression current;
  private volatile boolean confirmed;

  CompressionNegotiation(Compression preferred) {
    this.current = preferred;
  }

  /// The compression to use.
  Compression current() {
    return current;
  }

  /// Whether the encoding may be the cause of a refusal: the endpoint has never accepted a
  /// Zstandard request.
  boolean mayFallBack() {
    return current == Compression.ZSTD && !confirmed;
  }

  /// Records that the endpoint accepted a request with this compression.
  void accepted(Compression compression) {
    if (compression == Compression.GZIP && mayFallBack()) {
      current = Compression.GZIP;
    }
    if (compression == current) {
      confirmed = true;
    }
  }
}
