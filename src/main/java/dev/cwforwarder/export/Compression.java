package dev.cwforwarder.export;

/// How a request body is compressed.
public enum Compression {
  /// Zstandard level 1: a fifth of the CPU time of gzip level 1, and smaller.
  ZSTD("zstd"),
  /// Gzip level 1.
  GZIP("gzip"),
  /// Not at all.
  NONE("");

  private final String contentEncoding;

  Compression(String contentEncoding) {
    this.contentEncoding = contentEncoding;
  }

  /// Value of the `Content-Encoding` header; empty for none.
  String contentEncoding() {
    return contentEncoding;
  }
}
