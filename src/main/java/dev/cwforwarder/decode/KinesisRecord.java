package dev.cwforwarder.decode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One record of a Kinesis event.
public final class KinesisRecord {
  private static final byte[] PREFIX = "{\"Records\":[".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SUFFIX = "]}".getBytes(StandardCharsets.UTF_8);

  private final String sequenceNumber;
  private final byte @Nullable [] data;
  private final byte[] event;
  private final int start;
  private final int end;

  /// @param data the decoded data; null when it is not base64
  /// @param event the whole event, which contains the record from `start` (inclusive) to `end`
  ///   (exclusive)
  KinesisRecord(String sequenceNumber, byte @Nullable [] data, byte[] event, int start, int end) {
    this.sequenceNumber = sequenceNumber;
    this.data = data;
    this.event = event;
    this.start = start;
    this.end = end;
  }

  /// The record's position in the shard; Lambda resumes at the sequence number that is reported.
  public String sequenceNumber() {
    return sequenceNumber;
  }

  /// The data that the producer put into the stream.
  ///
  /// @throws DecodeException when the record has no base64 text
  public byte[] data() throws DecodeException {
    if (data == null) {
      throw new DecodeException("record has no base64 text at kinesis.data");
    }
    return data;
  }

  /// An event with only this record, byte for byte as received. This is stored when a record cannot
  /// be decoded.
  public byte[] asEvent() {
    ByteArrayOutputStream alone = new ByteArrayOutputStream(end - start + 16);
    alone.writeBytes(PREFIX);
    alone.write(event, start, end - start);
    alone.writeBytes(SUFFIX);
    return alone.toByteArray();
  }
}
