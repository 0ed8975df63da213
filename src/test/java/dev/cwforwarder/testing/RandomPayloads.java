package dev.cwforwarder.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Random payloads of all forms that CloudWatch can send. The same seed gives the same payloads.
public final class RandomPayloads {
  private static final String[] REGIONS = {"eu-central-1", "us-east-1", "ap-southeast-2"};

  private final Random random;

  public RandomPayloads(long seed) {
    this.random = new Random(seed);
  }

  /// The source of a document, which does not contain the Region.
  public LogSource source(String region) {
    return new LogSource(digits(12), region, "/" + text(30), text(40));
  }

  /// Up to `max` events.
  public List<LogEvent> events(int max) {
    List<LogEvent> events = new ArrayList<>();
    for (int i = random.nextInt(max + 1); i > 0; i--) {
      events.add(
          new LogEvent(
              digits(56), random.nextLong(4_102_444_800_000L), text(300), extractedFields()));
    }
    return events;
  }

  /// A `DATA_MESSAGE` with `events`, its fields in random order, including unknown fields.
  public ObjectNode document(LogSource source, List<LogEvent> events) {
    ObjectNode document = Payloads.document(source, events);
    document.get("logEvents").forEach(event -> shuffle((ObjectNode) event));
    shuffle(document);
    return document;
  }

  /// A text of any characters except lone surrogates.
  public String text(int maxCharacters) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(maxCharacters + 1); i > 0; i--) {
      text.appendCodePoint(codePoint());
    }
    return text.toString();
  }

  private int codePoint() {
    return switch (random.nextInt(10)) {
      case 0 -> random.nextInt(0x20);
      case 1 -> "\"\\/\u007f\u2028".charAt(random.nextInt(5));
      case 2 -> random.nextInt(0x80, 0xd800);
      case 3 -> random.nextInt(0xe000, 0x110000);
      default -> random.nextInt(0x20, 0x7f);
    };
  }

  private Map<String, String> extractedFields() {
    Map<String, String> fields = new TreeMap<>();
    if (random.nextInt(3) == 0) {
      fields.put("@aws.account", digits(12));
      fields.put("@aws.region", REGIONS[random.nextInt(REGIONS.length)]);
    }
    for (int i = random.nextInt(8) - 5; i > 0; i--) {
      fields.put("$" + text(8), text(20));
    }
    return fields;
  }

  private void shuffle(ObjectNode object) {
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
    if (random.nextBoolean()) {
      fields.add(Map.entry("unknown" + random.nextInt(9), unknown(5)));
    }
    Collections.shuffle(fields, random);
    object.removeAll();
    fields.forEach(field -> object.set(field.getKey(), field.getValue()));
  }

  private JsonNode unknown(int depth) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> json.nullNode();
      case 1 -> json.booleanNode(random.nextBoolean());
      case 2 -> json.numberNode(random.nextDouble());
      case 3 -> json.textNode(text(10));
      case 4 -> json.arrayNode().add(unknown(depth - 1)).add(unknown(depth - 1));
      default -> json.objectNode().set("id", unknown(depth - 1));
    };
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }
}
