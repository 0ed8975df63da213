package dev.cwforwarder.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Converts between readable subscription documents and subscription events.
public final class SubscriptionDocuments {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SubscriptionDocuments() {}

  /// Reads a document in a readable layout and returns it in one line. A message that is a JSON
  /// object is replaced by its text in one line, and missing ids are added.
  static String compact(Path file) throws IOException {
    JsonNode document = JSON.readTree(file.toFile());
    int index = 0;
    for (JsonNode event : document.path("logEvents")) {
      if (event instanceof ObjectNode object) {
        complete(object, document.path("logStream").asText(), index++);
      }
    }
    return document.toString();
  }

  private static void complete(ObjectNode event, String stream, int index) {
    JsonNode message = event.path("message");
    if (message.isObject()) {
      event.put("message", message.toString());
    }
    if (!event.has("id")) {
      event.put("id", SubscriptionEvent.id(event.path("timestamp").longValue(), stream, index));
    }
  }

  /// The decoded document of an event, or null if its data is damaged.
  public static @Nullable JsonNode unwrap(String event) {
    try {
      byte[] gzip =
          Base64.getDecoder().decode(JSON.readTree(event).path("awslogs").path("data").asText());
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
        return JSON.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }
}
