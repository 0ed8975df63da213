package dev.cwforwarder.decode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One record of the event that Lambda makes of a Kinesis stream.
public final class KinesisRecord {
  private static final byte[] BEFORE = "{\"Records\":[".getBytes(StandardCharsets.UTF_8);
  private static final byte[] AFTER = "]}".getBytes(StandardCharsets.UTF_8);

  private final String sequenceNumber;
  private final byte @Nullable [] data;
  private final byte[] event;
  private final int from;
  private final int to;

  /// @param data without its base64; null when it is none
  /// @param event the whole event, in which the record stands at `from` (inclusive) to `to`
  ///   (exclusive)
  KinesisRecord(String sequenceNumber, byte @Nullable [] data, byte[] event, int from, int to) {
    this.sequenceNumber = sequenceNumber;
    this.data = data;
    this.event = event;
    this.from = from;
    this.to = to;
  }

  /// Its place in the shard, which tells Lambda where to go on.
  public String sequenceNumber() {
    return sequenceNumber;
  }

  /// What was put into the stream.
  ///
  /// @throws DecodeException when the event has no base64 there
  public byte[] data() throws DecodeException {
    if (data == null) {
      throw new DecodeException("record has no base64 text at kinesis.data");
    }
    return data;
  }

  /// An event with this record alone, byte for byte as it came: what is kept of a record that
  /// cannot be decoded.
  public byte[] asEvent() {
    ByteArrayOutputStream alone = new ByteArrayOutputStream(to - from + 16);
    alone.writeBytes(BEFORE);
    alone.write(event, from, to - from);
    alone.writeBytes(AFTER);
    return alone.toByteArray();
  }
}
