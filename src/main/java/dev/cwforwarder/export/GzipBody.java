package dev.cwforwarder.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/// Inflates a response that an endpoint, or a proxy in front of it, has compressed without being
/// asked.
final class GzipBody {
  private static final byte MAGIC_1 = 0x1f;
  private static final byte MAGIC_2 = (byte) 0x8b;

  private GzipBody() {}

  /// `body`, inflated if it is gzip. The first bytes decide instead of the header
  /// `Content-Encoding`, which some proxies keep although they inflate; no OTLP response begins
  /// with them.
  ///
  /// @param maxBytes stops after one byte more
  /// @throws IOException when the body is truncated or damaged
  static byte[] inflated(byte[] body, int maxBytes) throws IOException {
    if (body.length < 2 || body[0] != MAGIC_1 || body[1] != MAGIC_2) {
      return body;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw new IOException("the compressed response is truncated or damaged", e);
    }
  }
}
