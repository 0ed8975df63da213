package dev.cwforwarder.local.otlp;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Strict gzip: every byte belongs to a whole member with the right checksum, as Go reads it. (The
/// JDK's stream ignores a garbage tail.)
final class Gzip {
  private static final int MAGIC = 0x8b1f;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private Gzip() {}

  /// Inflates all members; stops after `maxBytes` + 1 bytes, so that the caller sees it is too
  /// much.
  static ByteString inflate(ByteString gzip, int maxBytes) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(gzip.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    ByteString.Output out = ByteString.newOutput();
    try {
      do {
        skipHeader(in);
        inflateMember(in, out, maxBytes);
      } while (in.hasRemaining() && out.size() <= maxBytes);
    } catch (BufferUnderflowException e) {
      throw new IOException("unexpected EOF", e);
    }
    return out.toByteString();
  }

  private static void skipHeader(ByteBuffer in) throws IOException {
    if (Short.toUnsignedInt(in.getShort()) != MAGIC || in.get() != 8) {
      throw new IOException("invalid header");
    }
    int flags = in.get();
    in.position(Math.min(in.limit(), in.position() + 6)); // time, level, system
    if ((flags & EXTRA) != 0) {
      in.get(new byte[Short.toUnsignedInt(in.getShort())]);
    }
    if ((flags & NAME) != 0) {
      skipText(in);
    }
    if ((flags & COMMENT) != 0) {
      skipText(in);
    }
    if ((flags & HEADER_CRC) != 0) {
      in.getShort();
    }
  }

  private static void skipText(ByteBuffer in) {
    while (in.get() != 0) {
      // up to the terminating zero
    }
  }

  private static void inflateMember(ByteBuffer in, ByteString.Output out, int maxBytes)
      throws IOException {
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[64 * 1024];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(in);
      while (!inflater.finished() && out.size() <= maxBytes) {
        int count = inflater.inflate(buffer);
        if (count == 0 && inflater.needsInput()) {
          throw new IOException("unexpected EOF");
        }
        crc.update(buffer, 0, count);
        out.write(buffer, 0, count);
      }
      if (inflater.finished()) {
        check(in, crc, inflater.getBytesWritten());
      }
    } catch (DataFormatException e) {
      throw new IOException("corrupt input", e);
    }
  }

  private static void check(ByteBuffer in, CRC32 crc, long bytes) throws IOException {
    if (in.getInt() != (int) crc.getValue() || in.getInt() != (int) bytes) {
      throw new IOException("invalid checksum");
    }
  }
}
