package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cwforwarder.model.LogEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the elements of `logEvents`. The order of their fields does not matter.
final class EventReader {
  private final JsonParser json;
  private final JsonPosition position;

  private @Nullable String id;
  private @Nullable String message;
  private long timestampMillis;
  private boolean hasTimestamp;
  private Map<String, String> extractedFields = Map.of();

  EventReader(JsonParser json, JsonPosition position) {
    this.json = json;
    this.position = position;
  }

  /// Reads the event at the parser's current position.
  ///
  /// @param index index of the event in `logEvents`, for messages
  LogEvent read(int index) throws IOException {
    id = null;
    message = null;
    hasTimestamp = false;
    extractedFields = Map.of();
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw position.problem(name(index, ""), "expected an object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      readField(index, json.currentName(), json.nextToken());
    }
    if (id == null || message == null || !hasTimestamp) {
      throw position.missing(
          name(index, id == null ? ".id" : message == null ? ".message" : ".timestamp"));
    }
    return new LogEvent(id, timestampMillis, message, extractedFields);
  }

  private void readField(int index, String field, JsonToken value) throws IOException {
    switch (field) {
      case "id" -> id = text(index, field, value);
      case "message" -> message = text(index, field, value);
      case "timestamp" -> readTimestamp(index, value);
      case "extractedFields" -> readExtractedFields(index, value);
      default -> json.skipChildren();
    }
  }

  private String text(int index, String field, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      throw position.problem(name(index, "." + field), "expected text");
    }
    return json.getText();
  }

  private void readTimestamp(int index, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_NUMBER_INT
        || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw position.problem(name(index, ".timestamp"), "expected milliseconds as a whole number");
    }
    timestampMillis = json.getLongValue();
    hasTimestamp = true;
  }

  private void readExtractedFields(int index, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_OBJECT) {
      throw position.problem(name(index, ".extractedFields"), "expected an object");
    }
    Map<String, String> fields = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken token = json.nextToken();
      if (!token.isScalarValue()) {
        throw position.problem(name(index, ".extractedFields"), "expected plain values");
      }
      if (token != JsonToken.VALUE_NULL) {
        fields.put(field, json.getText());
      }
    }
    extractedFields = fields;
  }

  private static String name(int index, String field) {
    return "logEvents[" + index + "]" + field;
  }
}
