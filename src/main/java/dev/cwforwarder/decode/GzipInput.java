package dev.cwforwarder.decode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/// Inflates one or several gzip members, up to a cap.
///
/// Unlike its parent it does not ignore what follows the last member: bytes that are no gzip could
/// be records.
final class GzipInput extends GZIPInputStream {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int TRAILER_BYTES = 8;

  private final long capBytes;
  private long inflatedBytes;

  GzipInput(byte[] gzipped, long capBytes) throws IOException {
    super(new ByteArrayInputStream(gzipped), BUFFER_BYTES);
    this.capBytes = capBytes;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    if (read < 0) {
      refuseTrailingBytes();
      return read;
    }
    inflatedBytes += read;
    if (inflatedBytes > capBytes) {
      throw new DecodeException(
          "payload inflates to more than %,d bytes (MAX_INFLATED_BYTES)".formatted(capBytes));
    }
    return read;
  }

  private void refuseTrailingBytes() throws IOException {
    long trailing = (long) inf.getRemaining() + in.available() - TRAILER_BYTES;
    if (trailing > 0) {
      throw new DecodeException(trailing + " bytes after the gzip data are not gzip");
    }
  }
}
