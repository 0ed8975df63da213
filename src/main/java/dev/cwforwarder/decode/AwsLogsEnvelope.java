package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// Unwraps the base64 text in `{"awslogs":{"data":"..."}}`, the event with which a subscription
/// filter invokes a function.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-cloudwatchlogs.html">Using
///   Lambda with CloudWatch Logs</a>
public final class AwsLogsEnvelope {
  private static final JsonFactory JSON = new JsonFactory();

  private AwsLogsEnvelope() {}

  /// Returns the bytes inside the envelope, which are gzipped JSON.
  ///
  /// @throws DecodeException when the event is not JSON, or has no base64 text at `awslogs.data`
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

  /// Moves to the value of the field `name` of the next object.
  ///
  /// @return whether there is such a field with a value of the expected type
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

  private static byte[] base64(byte[] event, JsonParser json) throws IOException {
    int start = Base64Text.startOf(json);
    int end = lastQuote(event);
    if (end >= start) {
      try {
        return Base64Text.decode(event, start, end);
      } catch (IllegalArgumentException e) {
        // The text ends earlier and more quotes follow it, or it is not plain base64.
      }
    }
    return Base64Text.at(event, json, "awslogs.data");
  }

  /// The last quote usually closes the base64 text, because only braces follow it.
  private static int lastQuote(byte[] event) {
    int last = event.length - 1;
    while (last >= 0 && event[last] != Base64Text.QUOTE) {
      last--;
    }
    return last;
  }
}
