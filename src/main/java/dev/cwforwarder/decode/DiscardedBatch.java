package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The invocation record that Lambda writes to an on-failure destination of type S3 when it
/// discards a batch of stream records. Only this type of destination receives the batch itself.
///
/// @param records the batch in shard order
/// @param condition why Lambda discarded the batch, such as `RetryAttemptsExhausted`
/// @param region the Region of the stream; empty when the record does not contain it
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
///   discarded batch records</a>
public record DiscardedBatch(List<KinesisRecord> records, String condition, String region) {
  private static final int ARN_REGION = 3;

  public DiscardedBatch {
    records = List.copyOf(records);
  }

  /// Reads all of `object`.
  ///
  /// @throws DecodeException when it is truncated, not JSON, or another kind of record
  public static DiscardedBatch read(byte[] object) throws DecodeException {
    JsonFactory factory =
        new JsonFactoryBuilder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(SubscriptionDecoder.MAX_NESTING_DEPTH)
                    .maxStringLength(object.length + 1)
                    .build())
            .build();
    try (JsonParser json = factory.createParser(object)) {
      return new Reader(object, json).read();
    } catch (DecodeException e) {
      throw e;
    } catch (IOException e) {
      throw JsonErrors.problem("record", e);
    }
  }

  private static final class Reader {
    private final byte[] object;
    private final JsonParser json;
    private byte @Nullable [] payload;
    private String condition = "";
    private String streamArn = "";

    Reader(byte[] object, JsonParser json) {
      this.object = object;
      this.json = json;
    }

    DiscardedBatch read() throws IOException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new DecodeException("record is not a JSON object");
      }
      readMembers("");
      if (json.nextToken() != null) {
        throw new DecodeException("unexpected data after the record");
      }
      if (payload == null) {
        throw new DecodeException(
            "record has no payload; is it from a stream, with a bucket as destination?");
      }
      String[] arn = streamArn.split(":", -1);
      return new DiscardedBatch(
          KinesisEvent.records(payload), condition, arn.length > ARN_REGION ? arn[ARN_REGION] : "");
    }

    private void readMembers(String path) throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String member = path + json.currentName();
        json.nextToken();
        switch (member) {
          case "payload" -> payload = payload();
          case "requestContext", "KinesisBatchInfo" -> readInside(member);
          case "requestContext.condition" -> condition = text();
          case "KinesisBatchInfo.streamArn" -> streamArn = text();
          default -> json.skipChildren();
        }
      }
    }

    private void readInside(String member) throws IOException {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        readMembers(member + ".");
      } else {
        json.skipChildren();
      }
    }

    /// AWS documents the payload as text; an object is accepted as well.
    private byte @Nullable [] payload() throws IOException {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        return json.getText().getBytes(StandardCharsets.UTF_8);
      }
      int from = (int) json.currentTokenLocation().getByteOffset();
      boolean isObject = json.currentToken() == JsonToken.START_OBJECT;
      json.skipChildren();
      int to = (int) json.currentTokenLocation().getByteOffset() + 1;
      return isObject ? Arrays.copyOfRange(object, from, to) : null;
    }

    private String text() throws IOException {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        return json.getText();
      }
      json.skipChildren();
      return "";
    }
  }
}
