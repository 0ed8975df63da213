package dev.cwforwarder.export;

/// The compression of request bodies.
public enum Compression {
  /// Zstandard level 1: a fifth of the CPU time of gzip level 1, and a smaller result.
  ZSTD("zstd"),
  /// Gzip level 1.
  GZIP("gzip"),
  /// No compression.
  NONE("");

  private final String contentEncoding;

  Compression(String contentEncoding) {
    this.contentEncoding = contentEncoding;
  }

  /// The value of the `Content-Encoding` header; empty for no header.
  String contentEncoding() {
    return contentEncoding;
  }
}
