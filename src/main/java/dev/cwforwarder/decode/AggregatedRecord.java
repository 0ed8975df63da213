package dev.cwforwarder.decode;

import dev.cwforwarder.protobuf.ProtobufReader;
import java.io.IOException;
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
    try {
      return records(new ProtobufReader(Arrays.copyOfRange(data, MAGIC.length, end)));
    } catch (DecodeException e) {
      throw e;
    } catch (IOException e) {
      throw problem("its protobuf message is truncated or invalid: " + e.getMessage());
    }
  }

  private static List<byte[]> records(ProtobufReader message) throws IOException {
    List<byte[]> records = new ArrayList<>();
    while (message.next()) {
      if (message.isBytes(RECORDS)) {
        records.add(dataOf(message.message()));
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

  private static byte[] dataOf(ProtobufReader record) throws IOException {
    byte[] data = null;
    while (record.next()) {
      if (record.isBytes(DATA)) {
        data = record.bytes();
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
}
