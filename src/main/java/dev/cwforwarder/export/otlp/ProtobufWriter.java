package dev.cwforwarder.export.otlp;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Writes protobuf fields into a growing array in one pass. Where the length of an embedded message
/// is known only at its end, it is inserted in front of the message then. Not thread-safe.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf encoding</a>
final class ProtobufWriter {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int WIRE_TYPE_BITS = 3;

  private static final int VARINT_BITS = 7;
  private static final int CONTINUATION = 0x80;

  /// Upper bound of the size of a tag with a number.
  private static final int MAX_FIELD_BYTES = 20;

  /// Bytes reserved for the length of a message; the length of most log records takes exactly this.
  private static final int RESERVED_LENGTH_BYTES = 2;

  /// Maximum number of bytes by which [#close] shrinks a message.
  static final int MAX_SHRINKAGE = RESERVED_LENGTH_BYTES - 1;

  private final ByteBlock block;
  private byte[] bytes;
  private int end;

  /// @param block receives the written bytes on [#finish]
  ProtobufWriter(ByteBlock block) {
    this.block = block;
    this.bytes = block.array();
  }

  /// Discards all written bytes.
  void clear() {
    end = 0;
  }

  /// Discards all written bytes, and the array if it has grown to more than `maxSize`; the new one
  /// has `size` bytes.
  void clear(long maxSize, int size) {
    end = 0;
    if (bytes.length > maxSize) {
      bytes = new byte[size];
    }
  }

  int length() {
    return end;
  }

  /// Passes the written bytes to the block, where they are valid until the next [#clear].
  void finish() {
    block.set(bytes, end);
  }

  void varint(int field, long value) {
    ensureCapacity(MAX_FIELD_BYTES);
    tag(field, VARINT);
    put(value);
  }

  void fixed64(int field, long value) {
    ensureCapacity(MAX_FIELD_BYTES);
    tag(field, FIXED64);
    putFixed(value, Long.BYTES);
  }

  void fixed32(int field, int value) {
    ensureCapacity(MAX_FIELD_BYTES);
    tag(field, FIXED32);
    putFixed(value, Integer.BYTES);
  }

  void varintUnlessZero(int field, long value) {
    if (value != 0) {
      varint(field, value);
    }
  }

  void fixed64UnlessZero(int field, long value) {
    if (value != 0) {
      fixed64(field, value);
    }
  }

  void bytes(int field, byte[] value) {
    ensureCapacity(MAX_FIELD_BYTES + value.length);
    tag(field, LENGTH_DELIMITED);
    put(value.length);
    put(value);
  }

  /// Writes bytes that are given as hexadecimal digits.
  void hex(int field, String digits) {
    int length = digits.length() / 2;
    ensureCapacity(MAX_FIELD_BYTES + length);
    tag(field, LENGTH_DELIMITED);
    put(length);
    for (int i = 0; i < length; i++) {
      int high = HexFormat.fromHexDigit(digits.charAt(2 * i));
      bytes[end++] = (byte) (high << 4 | HexFormat.fromHexDigit(digits.charAt(2 * i + 1)));
    }
  }

  void text(int field, String value) {
    bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  void textUnlessEmpty(int field, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      text(field, value);
    }
  }

  /// Writes fields that are already encoded.
  void encoded(byte[] fields) {
    ensureCapacity(fields.length);
    put(fields);
  }

  /// Starts an embedded message of known length.
  void message(int field, int length) {
    ensureCapacity(MAX_FIELD_BYTES);
    tag(field, LENGTH_DELIMITED);
    put(length);
  }

  /// Starts an embedded message.
  ///
  /// @return its position, which [#close] expects
  int open(int field) {
    ensureCapacity(MAX_FIELD_BYTES);
    tag(field, LENGTH_DELIMITED);
    end += RESERVED_LENGTH_BYTES;
    return end;
  }

  /// Ends the message that [#open] started.
  void close(int start) {
    int length = end - start;
    int shift = varintSize(length) - RESERVED_LENGTH_BYTES;
    if (shift != 0) {
      ensureCapacity(MAX_FIELD_BYTES);
      System.arraycopy(bytes, start, bytes, start + shift, length);
    }
    end = start - RESERVED_LENGTH_BYTES;
    put(length);
    end += length;
  }

  /// Moves the bytes from position `start` to before `stop` to the end.
  void moveToEnd(int start, int stop) {
    int count = stop - start;
    ensureCapacity(count);
    System.arraycopy(bytes, start, bytes, end, count);
    System.arraycopy(bytes, stop, bytes, start, end - start);
  }

  /// The size of a text or message field with a number below 16.
  static int fieldSize(int length) {
    return 1 + varintSize(length) + length;
  }

  /// The encoded size of `value`; negative values take the maximum.
  static int varintSize(long value) {
    int size = 1;
    for (long left = value >>> VARINT_BITS; left != 0; left >>>= VARINT_BITS) {
      size++;
    }
    return size;
  }

  private void ensureCapacity(int count) {
    if (bytes.length - end < count) {
      bytes = ByteBlock.grown(bytes, end + count);
    }
  }

  private void tag(int field, int wireType) {
    put(field << WIRE_TYPE_BITS | wireType);
  }

  private void put(long varint) {
    long left = varint;
    while ((left & -CONTINUATION) != 0) {
      bytes[end++] = (byte) (left | CONTINUATION);
      left >>>= VARINT_BITS;
    }
    bytes[end++] = (byte) left;
  }

  private void putFixed(long value, int size) {
    for (int i = 0; i < size; i++) {
      bytes[end++] = (byte) (value >>> (Byte.SIZE * i));
    }
  }

  private void put(byte[] value) {
    System.arraycopy(value, 0, bytes, end, value.length);
    end += value.length;
  }
}
