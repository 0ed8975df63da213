package dev.cwforwarder.decode;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/// Inflates one or more gzip members up to a size limit.
///
/// Unlike the JDK's stream, it accounts for every byte: trailing data that is not gzip is an error,
/// because it could contain records. The stack depth does not depend on the number of members.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
final class GzipInput extends InputStream {
  private static final int MAGIC = 0x8b1f;
  private static final int DEFLATE = 8;
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int RESERVED_FLAGS = 0xe0;
  private static final int TIME_LEVEL_AND_SYSTEM_BYTES = 6;

  private final byte[] gzipped;
  private final long maxInflatedBytes;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int position;
  private int dataStart;
  private boolean inMember;
  private long inflatedBytes;

  GzipInput(byte[] gzipped, long maxInflatedBytes) {
    this.gzipped = gzipped;
    this.maxInflatedBytes = maxInflatedBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (inMember || position < gzipped.length || position == 0) {
      if (!inMember) {
        startMember();
      }
      int count = inflate(target, offset, length);
      if (count > 0 || length == 0) {
        return counted(count);
      }
      if (!inflater.finished()) {
        throw new EOFException("Unexpected end of gzip data");
      }
      endMember();
    }
    return -1;
  }

  @Override
  public void close() {
    inflater.close();
  }

  private int inflate(byte[] target, int offset, int length) throws ZipException {
    try {
      int count = inflater.inflate(target, offset, length);
      crc.update(target, offset, count);
      return count;
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage());
    }
  }

  private int counted(int count) throws DecodeException {
    inflatedBytes += count;
    if (inflatedBytes > maxInflatedBytes) {
      throw new DecodeException(
          "payload inflates to more than %,d bytes (MAX_INFLATED_BYTES)"
              .formatted(maxInflatedBytes));
    }
    return count;
  }

  private void startMember() throws IOException {
    int start = position;
    if (start > 0 && (gzipped.length - start < 2 || nextShort() != MAGIC)) {
      throw new DecodeException(gzipped.length - start + " bytes after the gzip data are not gzip");
    }
    position = start;
    skipHeader();
    dataStart = position;
    inflater.reset();
    inflater.setInput(gzipped, dataStart, gzipped.length - dataStart);
    crc.reset();
    inMember = true;
  }

  private void skipHeader() throws IOException {
    int start = position;
    int flags = readFlags();
    skip(TIME_LEVEL_AND_SYSTEM_BYTES);
    if ((flags & FLAG_EXTRA) != 0) {
      skip(nextShort());
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      checkHeader(start);
    }
  }

  private int readFlags() throws IOException {
    if (nextShort() != MAGIC) {
      throw new ZipException("Not in GZIP format");
    }
    if (nextByte() != DEFLATE) {
      throw new ZipException("Unsupported compression method");
    }
    int flags = nextByte();
    if ((flags & RESERVED_FLAGS) != 0) {
      throw new ZipException("Unsupported flags");
    }
    return flags;
  }

  private void checkHeader(int start) throws IOException {
    crc.reset();
    crc.update(gzipped, start, position - start);
    if (nextShort() != (crc.getValue() & 0xffff)) {
      throw new ZipException("Corrupt GZIP header");
    }
  }

  private void endMember() throws IOException {
    position = dataStart + Math.toIntExact(inflater.getBytesRead());
    long sum = nextShort() | (long) nextShort() << 16;
    long size = nextShort() | (long) nextShort() << 16;
    if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new ZipException("Corrupt GZIP trailer");
    }
    inMember = false;
  }

  private void skipText() throws EOFException {
    while (nextByte() != 0) {
      // skip up to the terminating zero
    }
  }

  private void skip(int bytes) throws EOFException {
    if (gzipped.length - position < bytes) {
      throw new EOFException("Unexpected end of gzip header");
    }
    position += bytes;
  }

  private int nextShort() throws EOFException {
    return nextByte() | nextByte() << 8;
  }

  private int nextByte() throws EOFException {
    if (position == gzipped.length) {
      throw new EOFException("Unexpected end of gzip data");
    }
    return Byte.toUnsignedInt(gzipped[position++]);
  }
}
