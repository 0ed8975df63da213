package dev.cwforwarder.export.otlp;

import java.io.OutputStream;
import java.util.Arrays;

/// A growing array of bytes that is used again and again and read without a copy.
public final class ByteBlock extends OutputStream {
  private byte[] bytes;
  private int length;

  public ByteBlock(int initialCapacity) {
    bytes = new byte[initialCapacity];
  }

  /// The bytes; only the first [#length] are meant.
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /// Empties the block and makes room for at least `capacity` bytes.
  public void clear(int capacity) {
    if (bytes.length < capacity) {
      bytes = new byte[capacity];
    }
    length = 0;
  }

  /// Takes the first `newLength` of `newBytes` for its own.
  void set(byte[] newBytes, int newLength) {
    bytes = newBytes;
    length = newLength;
  }

  /// Says that the first `newLength` bytes of [#array] have been written.
  public void setLength(int newLength) {
    length = newLength;
  }

  @Override
  public void write(int value) {
    makeRoom(1);
    bytes[length++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    makeRoom(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  private void makeRoom(int count) {
    if (bytes.length - length < count) {
      bytes = grown(bytes, length + count);
    }
  }

  /// `bytes` with room for `least`, and for as much again as there was.
  static byte[] grown(byte[] bytes, int least) {
    return Arrays.copyOf(bytes, Math.max(least, 2 * bytes.length));
  }
}
