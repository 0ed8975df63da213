package dev.cwforwarder.export.otlp;

import java.io.OutputStream;
import java.util.Arrays;

/// A growing byte array that is reused and read without a copy.
public final class ByteBlock extends OutputStream {
  private byte[] bytes;
  private int length;

  public ByteBlock(int initialCapacity) {
    bytes = new byte[initialCapacity];
  }

  /// The array; only its first [#length] bytes are valid.
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /// A copy of the content.
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /// Empties the block and ensures a capacity of at least `capacity` bytes.
  public void clear(int capacity) {
    if (bytes.length < capacity) {
      bytes = new byte[capacity];
    }
    length = 0;
  }

  /// Replaces the content by the first `newLength` bytes of `newBytes`, without a copy.
  void set(byte[] newBytes, int newLength) {
    bytes = newBytes;
    length = newLength;
  }

  /// Sets the length after bytes were written to [#array] directly.
  public void setLength(int newLength) {
    length = newLength;
  }

  @Override
  public void write(int value) {
    ensureCapacity(1);
    bytes[length++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    ensureCapacity(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  private void ensureCapacity(int count) {
    if (bytes.length - length < count) {
      bytes = grown(bytes, length + count);
    }
  }

  /// A copy of `bytes` with twice its length, and at least `minLength`.
  static byte[] grown(byte[] bytes, int minLength) {
    return Arrays.copyOf(bytes, Math.max(minLength, 2 * bytes.length));
  }
}
