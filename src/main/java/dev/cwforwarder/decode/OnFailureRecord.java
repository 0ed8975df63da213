package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The invocation record that Lambda writes to an on-failure destination of type S3 when it
/// discards an event.
///
/// @param data the decoded base64 text at `requestPayload.awslogs.data`, which is gzipped JSON
/// @param condition why Lambda discarded the event, such as `RetriesExhausted` or
///   `EventAgeExceeded`
/// @param region the Region of the function; empty when the record does not contain it
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Records
///   of asynchronous invocations</a>
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record OnFailureRecord(byte[] data, String condition, String region) {
  private static final int ARN_REGION = 3;

  /// Reads all of `record`.
  ///
  /// @throws DecodeException when it is truncated, not JSON, or another kind of record
  public static OnFailureRecord read(byte[] record) throws DecodeException {
    JsonFactory factory =
        new JsonFactoryBuilder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(SubscriptionDecoder.MAX_NESTING_DEPTH)
                    .maxStringLength(record.length + 1)
                    .build())
            .build();
    try (JsonParser json = factory.createParser(record)) {
      return new Reader(json).read();
    } catch (DecodeException e) {
      throw e;
    } catch (IOException e) {
      throw JsonErrors.problem("record", e);
    } catch (IllegalArgumentException e) {
      throw new DecodeException("requestPayload.awslogs.data is not base64", e);
    }
  }

  private static final class Reader {
    private final JsonParser json;
    private @Nullable String data;
    private String condition = "";
    private String functionArn = "";

    Reader(JsonParser json) {
      this.json = json;
    }

    OnFailureRecord read() throws IOException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new DecodeException("record is not a JSON object");
      }
      readObject("");
      if (json.nextToken() != null) {
        throw new DecodeException("unexpected data after the record");
      }
      if (data == null) {
        throw new DecodeException(
            "record has no text at requestPayload.awslogs.data; was the event from a CloudWatch"
                + " Logs subscription filter?");
      }
      String[] arn = functionArn.split(":", -1);
      return new OnFailureRecord(
          Base64.getDecoder().decode(data),
          condition,
          arn.length > ARN_REGION ? arn[ARN_REGION] : "");
    }

    private void readObject(String path) throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String member = path + json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_OBJECT && leadsToValue(member)) {
          readObject(member + ".");
        } else {
          readValue(member, value);
        }
      }
    }

    private static boolean leadsToValue(String member) {
      return member.equals("requestPayload")
          || member.equals("requestPayload.awslogs")
          || member.equals("requestContext");
    }

    private void readValue(String member, JsonToken value) throws IOException {
      if (value != JsonToken.VALUE_STRING) {
        json.skipChildren();
        return;
      }
      switch (member) {
        case "requestPayload.awslogs.data" -> data = json.getText();
        case "requestContext.condition" -> condition = json.getText();
        case "requestContext.functionArn" -> functionArn = json.getText();
        default -> {}
      }
    }
  }
}
