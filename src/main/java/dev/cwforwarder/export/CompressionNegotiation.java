package dev.cwforwarder.export;

/// Remembers which compression the endpoint takes, for the life of the environment. Thread-safe.
final class CompressionNegotiation {
  private volatile Compression current;
  private volatile boolean proven;

  CompressionNegotiation(Compression preferred) {
    this.current = preferred;
  }

  /// What to send with.
  Compression current() {
    return current;
  }

  /// Whether a refusal may be due to the encoding: the endpoint has never accepted Zstandard.
  boolean mayFallBack() {
    return current == Compression.ZSTD && !proven;
  }

  /// Notes that the endpoint took a request so compressed.
  void worked(Compression compression) {
    if (compression == Compression.GZIP && mayFallBack()) {
      current = Compression.GZIP;
    }
    if (compression == current) {
      proven = true;
    }
  }
}
