package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the event with which an event source mapping delivers the records of a shard:
/// `{"Records":[{"kinesis":{"sequenceNumber":"…","data":"…"}}]}`.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Using Lambda with
///   Kinesis Data Streams</a>
public final class KinesisEvent {
  private static final JsonFactory JSON = new JsonFactory();

  private KinesisEvent() {}

  /// Returns the records in shard order, and those that the Kinesis Producer Library has aggregated
  /// one by one.
  ///
  /// @throws DecodeException when the event is not JSON, or not from a Kinesis stream; invalid data
  ///   of a single record is reported by [KinesisRecord#data]
  public static List<KinesisRecord> records(byte[] event) throws DecodeException {
    try (JsonParser json = JSON.createParser(event)) {
      return new Reader(event, json).read();
    } catch (DecodeException e) {
      throw e;
    } catch (IOException e) {
      throw JsonErrors.problem("event", e);
    }
  }

  /// Whether `event` looks like a Kinesis event rather than one of a subscription filter.
  public static boolean isKinesisEvent(byte[] event) {
    try (JsonParser json = JSON.createParser(event)) {
      return json.nextToken() == JsonToken.START_OBJECT
          && json.nextToken() == JsonToken.FIELD_NAME
          && json.currentName().equals("Records");
    } catch (IOException e) {
      return false;
    }
  }

  private static final class Reader {
    private final byte[] event;
    private final JsonParser json;
    private final List<KinesisRecord> records = new ArrayList<>();
    private @Nullable String sequenceNumber;
    private byte @Nullable [] data;
    private int index;

    Reader(byte[] event, JsonParser json) {
      this.event = event;
      this.json = json;
    }

    List<KinesisRecord> read() throws IOException {
      boolean found = false;
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          boolean isRecords = json.currentName().equals("Records");
          if (json.nextToken() == JsonToken.START_ARRAY && isRecords) {
            found = true;
            readRecords();
          } else {
            json.skipChildren();
          }
        }
      }
      if (!found || json.nextToken() != null) {
        throw new DecodeException("event is not one object with an array at Records");
      }
      return records;
    }

    private void readRecords() throws IOException {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        int start = offset();
        sequenceNumber = null;
        data = null;
        if (json.currentToken() == JsonToken.START_OBJECT) {
          readRecord();
        }
        if (sequenceNumber == null) {
          throw new DecodeException(
              "Records[%d] has no text at kinesis.sequenceNumber; is the trigger a Kinesis stream?"
                  .formatted(index));
        }
        records.addAll(KinesisRecord.of(sequenceNumber, data, event, start, offset() + 1));
        index++;
      }
    }

    private void readRecord() throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean kinesis = json.currentName().equals("kinesis");
        if (json.nextToken() == JsonToken.START_OBJECT && kinesis) {
          readKinesis();
        } else {
          json.skipChildren();
        }
      }
    }

    private void readKinesis() throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        boolean text = json.nextToken() == JsonToken.VALUE_STRING;
        switch (text ? name : "") {
          case "sequenceNumber" -> sequenceNumber = json.getText();
          case "data" -> data = base64();
          default -> json.skipChildren();
        }
      }
    }

    /// Null when the data is not base64: one malformed record must not affect the others.
    private byte @Nullable [] base64() throws IOException {
      try {
        return Base64Text.at(event, json, "kinesis.data");
      } catch (IllegalArgumentException e) {
        return null;
      }
    }

    private int offset() {
      return (int) json.currentTokenLocation().getByteOffset();
    }
  }
}
