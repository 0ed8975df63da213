package dev.cwforwarder.export.otlp;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes protobuf fields into an array that grows, in one pass: where the length of a message
/// within is known only at its end, it is put before the message then. Not thread-safe.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf encoding</a>
final class ProtobufWriter {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int WIRE_TYPE_BITS = 3;

  private static final int VARINT_BITS = 7;
  private static final int CONTINUED = 0x80;

  /// More than a tag and the longest number take.
  private static final int MOST_BYTES = 20;

  /// Room for a length that is left before a message: that of most log records fits exactly.
  private static final int LENGTH_ROOM = 2;

  /// By so many bytes a message shrinks at most when it is closed.
  static final int SHRINKING = LENGTH_ROOM - 1;

  private final ByteBlock block;
  private byte[] bytes;
  private int end;

  /// @param block where [#finish] leaves what was written
  ProtobufWriter(ByteBlock block) {
    this.block = block;
    this.bytes = block.array();
  }

  /// Begins anew.
  void clear() {
    end = 0;
  }

  /// Begins anew, in a new array of `size` bytes if this one has grown to more than `most`.
  void clear(long most, int size) {
    end = 0;
    if (bytes.length > most) {
      bytes = new byte[size];
    }
  }

  int length() {
    return end;
  }

  /// Hands over what was written; it stays until the next [#clear].
  void finish() {
    block.set(bytes, end);
  }

  void varint(int field, long value) {
    makeRoom(MOST_BYTES);
    tag(field, VARINT);
    put(value);
  }

  void fixed64(int field, long value) {
    makeRoom(MOST_BYTES);
    tag(field, FIXED64);
    putFixed(value, Long.BYTES);
  }

  void fixed32(int field, int value) {
    makeRoom(MOST_BYTES);
    tag(field, FIXED32);
    putFixed(value, Integer.BYTES);
  }

  void bytes(int field, byte[] value) {
    makeRoom(MOST_BYTES + value.length);
    tag(field, LENGTH_DELIMITED);
    put(value.length);
    put(value);
  }

  void text(int field, String value) {
    bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  void textUnlessEmpty(int field, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      text(field, value);
    }
  }

  /// Fields that were encoded before.
  void encoded(byte[] fields) {
    makeRoom(fields.length);
    put(fields);
  }

  /// Begins a message within whose length is known.
  void message(int field, int length) {
    makeRoom(MOST_BYTES);
    tag(field, LENGTH_DELIMITED);
    put(length);
  }

  /// Begins a message within.
  ///
  /// @return what [#close] takes at its end
  int open(int field) {
    makeRoom(MOST_BYTES);
    tag(field, LENGTH_DELIMITED);
    end += LENGTH_ROOM;
    return end;
  }

  /// Ends the message that [#open] began.
  void close(int start) {
    int length = end - start;
    int shift = varintSize(length) - LENGTH_ROOM;
    if (shift != 0) {
      makeRoom(MOST_BYTES);
      System.arraycopy(bytes, start, bytes, start + shift, length);
    }
    end = start - LENGTH_ROOM;
    put(length);
    end += length;
  }

  /// How many bytes a text's or a message's field takes, its number being below 16.
  static int fieldSize(int length) {
    return 1 + varintSize(length) + length;
  }

  /// How many bytes `value` takes; negative ones take the most.
  static int varintSize(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + VARINT_BITS - 1) / VARINT_BITS;
  }

  private void makeRoom(int count) {
    if (bytes.length - end < count) {
      bytes = ByteBlock.grown(bytes, end + count);
    }
  }

  private void tag(int field, int wireType) {
    put(field << WIRE_TYPE_BITS | wireType);
  }

  private void put(long varint) {
    long left = varint;
    while ((left & -CONTINUED) != 0) {
      bytes[end++] = (byte) (left | CONTINUED);
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
