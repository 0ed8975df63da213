package dev.cwforwarder.export.otlp;

import java.io.IOException;
import java.util.Arrays;

/// Reads the two types of protobuf fields in an OTLP response, and skips the fixed-size ones.
/// Groups are errors.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf encoding</a>
final class ProtobufReader {
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

  ProtobufReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Moves to the next field.
  ///
  /// @return false at the end
  boolean next() throws IOException {
    if (position == bytes.length) {
      return false;
    }
    tag = readVarint();
    return true;
  }

  /// The number of the current field.
  int field() throws IOException {
    long number = tag >>> WIRE_TYPE_BITS;
    if (number == 0 || number > MAX_FIELD_NUMBER) {
      throw new IOException("field number out of range");
    }
    return (int) number;
  }

  /// The value of the current field, an integer.
  long varint() throws IOException {
    expectWireType(VARINT);
    return readVarint();
  }

  /// The value of the current field, a string or a message.
  byte[] bytes() throws IOException {
    expectWireType(LENGTH_DELIMITED);
    return take(readVarint());
  }

  /// Moves behind the value of the current field, whose number is unknown.
  void skip() throws IOException {
    switch ((int) tag & WIRE_TYPE_MASK) {
      case VARINT -> readVarint();
      case FIXED64 -> take(Long.BYTES);
      case LENGTH_DELIMITED -> take(readVarint());
      case FIXED32 -> take(Integer.BYTES);
      default -> throw new IOException("unexpected wire type");
    }
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
