package dev.cwforwarder.testing.aws;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.cwforwarder.testing.Payloads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Aggregates stream records as the Kinesis Producer Library does.
public final class AggregatedRecords {
  private static final byte[] MAGIC = {(byte) 0xf3, (byte) 0x89, (byte) 0x9a, (byte) 0xc2};

  private AggregatedRecords() {}

  /// One stream record with all of `records`, each with a partition key, a hash key and a tag.
  public static byte[] of(byte[]... records) {
    return framed(
        bytes(
            out -> {
              out.writeString(1, "key");
              out.writeString(2, "123");
              for (byte[] record : records) {
                out.writeBytes(3, message(record));
              }
            }));
  }

  /// A stream record with this protobuf message and its MD5 sum.
  public static byte[] framed(byte[] message) {
    try {
      return Payloads.concat(
          Payloads.concat(MAGIC, message), MessageDigest.getInstance("MD5").digest(message));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ByteString message(byte[] data) {
    return ByteString.copyFrom(
        bytes(
            out -> {
              out.writeUInt64(1, 0);
              out.writeUInt64(2, 0);
              out.writeByteArray(3, data);
              out.writeBytes(4, ByteString.copyFrom(bytes(tag -> tag.writeString(1, "a tag"))));
            }));
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] bytes(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
