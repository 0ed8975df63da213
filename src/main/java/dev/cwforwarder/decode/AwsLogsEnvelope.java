package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;

/// Unwraps the base64 text in `{"awslogs":{"data":"..."}}`, the event a subscription filter invokes
/// a function with.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-cloudwatchlogs.html">Using
///   Lambda with CloudWatch Logs</a>
public final class AwsLogsEnvelope {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte QUOTE = 0x22;
  private static final byte BACKSLASH = 0x5c;

  private AwsLogsEnvelope() {}

  /// The bytes inside the envelope: still gzipped JSON.
  ///
  /// @throws DecodeException when the event is not JSON, has no `awslogs.data`, or that is no
  ///   base64
  public static byte[] data(byte[] event) throws DecodeException {
    try (JsonParser json = JSON.createParser(event)) {
      if (!descend(json, "awslogs", JsonToken.START_OBJECT)
          || !descend(json, "data", JsonToken.VALUE_STRING)) {
        throw new DecodeException(
            "event has no text at awslogs.data; is the trigger a CloudWatch Logs subscription"
                + " filter?");
      }
      return base64(event, json);
    } catch (DecodeException e) {
      throw e;
    } catch (IOException e) {
      throw JsonErrors.problem("event", e);
    } catch (IllegalArgumentException e) {
      throw new DecodeException("awslogs.data is not base64", e);
    }
  }

  /// Moves to the value of the field `name` of the next object; false when that has no such field.
  private static boolean descend(JsonParser json, String name, JsonToken expected)
      throws IOException {
    if (!json.isExpectedStartObjectToken() && json.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = json.currentName().equals(name);
      JsonToken value = json.nextToken();
      if (found) {
        return value == expected;
      }
      json.skipChildren();
    }
    return false;
  }

  /// Decodes straight from the event's bytes: the JDK's base64 decoder is an intrinsic, the JSON
  /// parser's is not.
  private static byte[] base64(byte[] event, JsonParser json) throws IOException {
    int start = (int) json.currentTokenLocation().getByteOffset() + 1;
    int end = lastQuote(event);
    if (end >= start) {
      try {
        return decode(event, start, end);
      } catch (IllegalArgumentException e) {
        // The text ends earlier, and quotes follow it; or it is no plain base64.
      }
    }
    return scanned(event, start, json);
  }

  /// Mostly the one that closes the text: nothing but braces follows it.
  private static int lastQuote(byte[] event) {
    int last = event.length - 1;
    while (last >= 0 && event[last] != QUOTE) {
      last--;
    }
    return last;
  }

  private static byte[] scanned(byte[] event, int start, JsonParser json) throws IOException {
    for (int end = start; end < event.length; end++) {
      if (event[end] == QUOTE) {
        return decode(event, start, end);
      }
      if (event[end] == BACKSLASH) { // an encoder that escapes slashes or equals signs
        return Base64.getDecoder().decode(json.getText());
      }
    }
    throw new DecodeException("event ends inside awslogs.data");
  }

  private static byte[] decode(byte[] event, int start, int end) {
    ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(event, start, end - start));
    if (decoded.remaining() == decoded.array().length) {
      return decoded.array();
    }
    byte[] bytes = new byte[decoded.remaining()];
    decoded.get(bytes);
    return bytes;
  }
}
