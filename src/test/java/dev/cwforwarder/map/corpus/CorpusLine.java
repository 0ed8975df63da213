package dev.cwforwarder.map.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import io.opentelemetry.api.logs.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A log line with the expected result.
///
/// @param source the name of the line's corpus file, without extension
/// @param before messages that precede the line in the same batch
/// @param severity `UNDEFINED_SEVERITY_NUMBER` if it must remain unset
/// @param trace lower case; empty if there must be none
/// @param span lower case; empty if there must be none
/// @param attributes the required attributes, as `Long`, `Double`, `Boolean` or `String`
public record CorpusLine(
    String id,
    String source,
    LogSource origin,
    List<String> before,
    String message,
    Severity severity,
    String service,
    String trace,
    String span,
    Map<String, Object> attributes) {
  private static final String ACCOUNT = "123456789012";
  private static final String REGION = "eu-central-1";

  public CorpusLine {
    before = List.copyOf(before);
    attributes = Map.copyOf(attributes);
  }

  /// The line that `json` describes.
  ///
  /// @throws IllegalArgumentException if the line violates the format in the corpus' README; the
  ///   message contains its id
  static CorpusLine of(String source, JsonNode json) {
    String id = text(json, "id", json.toString());
    List<String> before = new ArrayList<>();
    json.path("before").forEach(node -> before.add(node.asText()));
    Map<String, Object> attributes = new LinkedHashMap<>();
    json.path("attributes").properties().forEach(e -> attributes.put(e.getKey(), value(id, e)));
    return new CorpusLine(
        id,
        source,
        new LogSource(ACCOUNT, REGION, text(json, "group", id), text(json, "stream", id)),
        before,
        text(json, "message", id),
        severity(json, id),
        text(json, "service", id),
        json.path("trace").asText(),
        json.path("span").asText(),
        attributes);
  }

  /// Whether the line only measures parsers, which are never tuned to it: FNV-1a of the id, modulo
  /// 3.
  public boolean heldOut() {
    return isHeldOut(id);
  }

  static boolean isHeldOut(String name) {
    int hash = 0x811c9dc5;
    for (byte octet : name.getBytes(UTF_8)) {
      hash = (hash ^ (octet & 0xff)) * 0x01000193;
    }
    return Integer.remainderUnsigned(hash, 3) == 0;
  }

  /// The line as the last event of a batch.
  public LogBatch batch() {
    List<LogEvent> events = new ArrayList<>();
    for (String earlier : before) {
      events.add(new LogEvent(id + "-before-" + events.size(), 0, earlier));
    }
    events.add(new LogEvent(id, 1, message));
    return new LogBatch(origin, events);
  }

  private static Severity severity(JsonNode json, String id) {
    if (!json.has("severity")) {
      throw new IllegalArgumentException(id + ": severity is missing; null means unset");
    }
    return json.get("severity").isNull()
        ? Severity.UNDEFINED_SEVERITY_NUMBER
        : Severity.valueOf(json.get("severity").asText());
  }

  private static String text(JsonNode json, String name, String id) {
    if (!json.path(name).isTextual()) {
      throw new IllegalArgumentException(id + ": " + name + " is not a string");
    }
    return json.get(name).asText();
  }

  private static Object value(String id, Map.Entry<String, JsonNode> attribute) {
    JsonNode value = attribute.getValue();
    return switch (value.getNodeType()) {
      case STRING -> value.asText();
      case BOOLEAN -> value.asBoolean();
      case NUMBER -> value.isIntegralNumber() ? (Object) value.asLong() : value.asDouble();
      case ARRAY, BINARY, MISSING, NULL, OBJECT, POJO ->
          throw new IllegalArgumentException(id + ": attribute " + attribute.getKey());
    };
  }
}
