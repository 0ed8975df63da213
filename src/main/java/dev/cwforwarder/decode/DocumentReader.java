package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one JSON document of a subscription payload. The order of the fields does not matter.
final class DocumentReader {
  private static final int TYPICAL_EVENTS = 64;

  private final JsonPosition position;
  private final JsonParser json;
  private @Nullable String messageType;
  private @Nullable String owner;
  private @Nullable String logGroup;
  private @Nullable String logStream;
  private @Nullable List<LogEvent> events;

  /// @param json a parser positioned at the document's first token
  /// @param document number of the document in the payload, from 1, for messages
  DocumentReader(JsonParser json, int document) {
    this.json = json;
    this.position = new JsonPosition(json, document);
  }

  /// Returns the document's events; nothing for a `CONTROL_MESSAGE`.
  Optional<LogBatch> read(String region) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw position.problem("document", "expected a JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      readField(json.currentName());
    }
    return switch (required(messageType, "messageType")) {
      case "CONTROL_MESSAGE" -> Optional.empty();
      case "DATA_MESSAGE" -> Optional.of(batch(region));
      default -> throw position.problem("messageType", "expected DATA_MESSAGE or CONTROL_MESSAGE");
    };
  }

  private LogBatch batch(String region) throws DecodeException {
    LogSource source =
        new LogSource(
            required(owner, "owner"),
            region,
            required(logGroup, "logGroup"),
            required(logStream, "logStream"));
    return new LogBatch(source, required(events, "logEvents"));
  }

  private void readField(String name) throws IOException {
    json.nextToken();
    switch (name) {
      case "messageType" -> messageType = text(name);
      case "owner" -> owner = text(name);
      case "logGroup" -> logGroup = text(name);
      case "logStream" -> logStream = text(name);
      case "logEvents" -> events = readEvents();
      default -> json.skipChildren();
    }
  }

  private List<LogEvent> readEvents() throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw position.problem("logEvents", "expected an array");
    }
    EventReader reader = new EventReader(json, position);
    List<LogEvent> read = new ArrayList<>(TYPICAL_EVENTS);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      read.add(reader.read(read.size()));
    }
    return read;
  }

  private String text(String field) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw position.problem(field, "expected text");
    }
    return json.getText();
  }

  private <T> T required(@Nullable T value, String field) throws DecodeException {
    if (value == null) {
      throw position.missing(field);
    }
    return value;
  }
}
