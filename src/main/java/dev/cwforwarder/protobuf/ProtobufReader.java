package dev.cwforwarder.protobuf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the fields of a protobuf message. A field of another type than expected is an error.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf encoding</a>
public final class ProtobufReader {
  private static final int WIRE_TYPE_BITS = 3;
  private static final int WIRE_TYPE_MASK = 7;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int MAX_VARINT_BITS = 64;
  private static final int MAX_FIELD_NUMBER = (1 << 29) - 1;

  private final byte[] bytes;
  private int position;
  private long tag;

  public ProtobufReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Moves to the next field.
  ///
  /// @return false at the end
  public boolean next() throws IOException {
    if (position == bytes.length) {
      return false;
    }
    tag = readVarint();
    return true;
  }

  /// The number of the current field.
  public int field() throws IOException {
    long number = tag >>> WIRE_TYPE_BITS;
    if (number == 0 || number > MAX_FIELD_NUMBER) {
      throw new IOException("field number out of range");
    }
    return (int) number;
  }

  /// Whether the current field has this number, and is text, bytes or a message.
  public boolean isBytes(int field) {
    return tag == ((long) field << WIRE_TYPE_BITS | LENGTH_DELIMITED);
  }

  /// The value of the current field, an integer.
  public long varint() throws IOException {
    expectWireType(VARINT);
    return readVarint();
  }

  /// The value of the current field, eight bytes in little-endian order.
  public long fixed64() throws IOException {
    expectWireType(FIXED64);
    return fixed(Long.BYTES);
  }

  /// The value of the current field, four bytes in little-endian order.
  public int fixed32() throws IOException {
    expectWireType(FIXED32);
    return (int) fixed(Integer.BYTES);
  }

  /// The value of the current field, a text in UTF-8.
  public String text() throws IOException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /// The value of the current field, a message.
  public ProtobufReader message() throws IOException {
    return new ProtobufReader(bytes());
  }

  /// Skips the current field.
  public void skip() throws IOException {
    switch ((int) (tag & WIRE_TYPE_MASK)) {
      case VARINT -> readVarint();
      case FIXED64 -> fixed(Long.BYTES);
      case LENGTH_DELIMITED -> bytes();
      case FIXED32 -> fixed(Integer.BYTES);
      default -> throw new IOException("unknown wire type");
    }
  }

  private long fixed(int size) throws IOException {
    if (size > bytes.length - position) {
      throw new IOException("field longer than its message");
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (bytes[position++] & 0xffL) << (Byte.SIZE * i);
    }
    return value;
  }

  /// The value of the current field, a string or a message.
  public byte[] bytes() throws IOException {
    expectWireType(LENGTH_DELIMITED);
    return take(readVarint());
  }

  private byte[] take(long length) throws IOException {
    if (length < 0 || length > bytes.length - position) {
      throw new IOException("field longer than its message");
    }
    position += (int) length;
    return Arrays.copyOfRange(bytes, position - (int) length, position);
  }

  private void expectWireType(int expected) throws IOException {
    if ((tag & WIRE_TYPE_MASK) != expected) {
      throw new IOException("unexpected wire type");
    }
  }

  private long readVarint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
      if (position == bytes.length) {
        throw new IOException("truncated varint");
      }
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("varint too long");
  }
}
