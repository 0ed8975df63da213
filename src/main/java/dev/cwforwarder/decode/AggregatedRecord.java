package dev.cwforwarder.decode;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Splits a stream record into which the Kinesis Producer Library has aggregated several: a magic
/// number, a protobuf message, and the message's MD5 sum.
///
/// @see <a
///   href="https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md">the
///   format</a>
final class AggregatedRecord {
  /// The producer aggregates at most 1 MB, and a document of CloudWatch takes more than 100 bytes.
  static final int MAX_RECORDS = 10_000;

  private static final byte[] MAGIC = {(byte) 0xf3, (byte) 0x89, (byte) 0x9a, (byte) 0xc2};
  private static final int SUM_BYTES = 16;
  private static final int RECORDS = 3;
  private static final int DATA = 3;

  private AggregatedRecord() {}

  /// Whether `data` starts as an aggregated record. No text and no gzip data does.
  static boolean is(byte[] data) {
    return data.length >= MAGIC.length
        && Arrays.equals(data, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /// The data of the records in `data`, in order; at least one. Keys, hash keys and tags are
  /// ignored.
  ///
  /// @throws DecodeException when it is damaged, empty, or has more than [#MAX_RECORDS] records
  static List<byte[]> split(byte[] data) throws DecodeException {
    int end = data.length - SUM_BYTES;
    if (end < MAGIC.length
        || !Arrays.equals(data, end, data.length, sum(data, end), 0, SUM_BYTES)) {
      throw problem("its MD5 sum does not match");
    }
    List<byte[]> records = new ArrayList<>();
    Message message = new Message(ByteBuffer.wrap(data, MAGIC.length, end - MAGIC.length));
    while (message.next()) {
      if (message.is(RECORDS)) {
        records.add(dataOf(new Message(message.bytes())));
      } else {
        message.skip();
      }
      if (records.size() > MAX_RECORDS) {
        throw problem("it has more than %,d records".formatted(MAX_RECORDS));
      }
    }
    if (records.isEmpty()) {
      throw problem("it has no records");
    }
    return records;
  }

  private static byte[] dataOf(Message record) throws DecodeException {
    byte[] data = null;
    while (record.next()) {
      if (record.is(DATA)) {
        ByteBuffer bytes = record.bytes();
        data = new byte[bytes.remaining()];
        bytes.get(data);
      } else {
        record.skip();
      }
    }
    if (data == null) {
      throw problem("one of its records has no data");
    }
    return data;
  }

  private static byte[] sum(byte[] data, int end) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(data, MAGIC.length, end - MAGIC.length);
      return md5.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  private static DecodeException problem(String problem) {
    return new DecodeException(
        "record is aggregated by the Kinesis Producer Library, but " + problem);
  }

  /// Reads the fields of one protobuf message.
  ///
  /// @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf encoding</a>
  private static final class Message {
    private static final int WIRE_TYPE_BITS = 3;
    private static final int WIRE_TYPE_MASK = 7;
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int MAX_VARINT_BITS = 64;

    private final ByteBuffer in;
    private long tag;

    Message(ByteBuffer in) {
      this.in = in;
    }

    /// Moves to the next field.
    ///
    /// @return false at the end
    boolean next() throws DecodeException {
      if (!in.hasRemaining()) {
        return false;
      }
      tag = varint();
      return true;
    }

    /// Whether the current field has this number, and is text, bytes or a message.
    boolean is(int field) {
      return tag == ((long) field << WIRE_TYPE_BITS | LENGTH_DELIMITED);
    }

    /// The value of the current field.
    ByteBuffer bytes() throws DecodeException {
      int length = checked(varint());
      ByteBuffer value = in.slice(in.position(), length);
      in.position(in.position() + value.remaining());
      return value;
    }

    void skip() throws DecodeException {
      switch ((int) tag & WIRE_TYPE_MASK) {
        case VARINT -> varint();
        case FIXED_64 -> in.position(in.position() + checked(Long.BYTES));
        case LENGTH_DELIMITED -> bytes();
        case FIXED_32 -> in.position(in.position() + checked(Integer.BYTES));
        default -> throw problem("its protobuf message has an unknown wire type");
      }
    }

    private int checked(long length) throws DecodeException {
      if (length < 0 || length > in.remaining()) {
        throw problem("its protobuf message is truncated");
      }
      return (int) length;
    }

    private long varint() throws DecodeException {
      long value = 0;
      for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
        checked(1);
        byte next = in.get();
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw problem("its protobuf message has a varint that is too long");
    }
  }
}
