package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One record of a Kinesis event, or one of the records that a producer has aggregated into it.
public final class KinesisRecord {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String PREFIX = "{\"Records\":[";
  private static final String SUFFIX = "]}";

  private final String sequenceNumber;
  private final byte @Nullable [] data;
  private final String problem;
  private final byte[] event;
  private final int start;
  private final int end;

  private KinesisRecord(
      String sequenceNumber,
      byte @Nullable [] data,
      String problem,
      byte[] event,
      int start,
      int end) {
    this.sequenceNumber = sequenceNumber;
    this.data = data;
    this.problem = problem;
    this.event = event;
    this.start = start;
    this.end = end;
  }

  /// The record in `event` from `start` (inclusive) to `end` (exclusive), or the records that it
  /// aggregates; at least one. All have the same sequence number: Lambda retries them together.
  ///
  /// @param data the decoded data; null when it is not base64
  /// @param event the whole event
  static List<KinesisRecord> of(
      String sequenceNumber, byte @Nullable [] data, byte[] event, int start, int end) {
    if (data == null) {
      String problem = "record has no base64 text at kinesis.data";
      return List.of(new KinesisRecord(sequenceNumber, null, problem, event, start, end));
    }
    if (!AggregatedRecord.is(data)) {
      return List.of(new KinesisRecord(sequenceNumber, data, "", event, start, end));
    }
    try {
      return AggregatedRecord.split(data).stream()
          .map(part -> new KinesisRecord(sequenceNumber, part, "", new byte[0], 0, 0))
          .toList();
    } catch (DecodeException e) {
      String problem = String.valueOf(e.getMessage());
      return List.of(new KinesisRecord(sequenceNumber, null, problem, event, start, end));
    }
  }

  /// The record's position in the shard; Lambda resumes at the sequence number that is reported.
  public String sequenceNumber() {
    return sequenceNumber;
  }

  /// The data that the producer put into the stream.
  ///
  /// @throws DecodeException when the record has no base64 text, or aggregates others and is
  ///   damaged
  public byte[] data() throws DecodeException {
    if (data == null) {
      throw new DecodeException(problem);
    }
    return data;
  }

  /// About its size in an event.
  public int bytes() {
    return data == null || event.length > 0 ? end - start : data.length + data.length / 2;
  }

  /// An event with only these records, byte for byte as received; a record that was aggregated with
  /// others has only its sequence number and data. This is stored when they cannot be decoded.
  public static byte[] asEvent(List<KinesisRecord> records) {
    ByteArrayOutputStream alone = new ByteArrayOutputStream();
    String separator = PREFIX;
    for (KinesisRecord record : records) {
      alone.writeBytes(separator.getBytes(StandardCharsets.UTF_8));
      record.writeTo(alone);
      separator = ",";
    }
    alone.writeBytes(SUFFIX.getBytes(StandardCharsets.UTF_8));
    return alone.toByteArray();
  }

  private void writeTo(ByteArrayOutputStream out) {
    if (data != null && event.length == 0) { // part of another record
      writeAlone(data, out);
    } else {
      out.write(event, start, end - start);
    }
  }

  private void writeAlone(byte[] part, ByteArrayOutputStream out) {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("kinesis");
      json.writeStringField("sequenceNumber", sequenceNumber);
      json.writeBinaryField("data", part);
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
  }
}
