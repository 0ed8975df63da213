package dev.cwforwarder.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/// A JSON object in one line, with its members in the order of their addition.
final class JsonLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode node;

  private JsonLine(ObjectNode node) {
    this.node = node;
  }

  static JsonLine create() {
    return new JsonLine(JSON.createObjectNode());
  }

  JsonLine put(String name, String value) {
    node.put(name, value);
    return this;
  }

  JsonLine put(String name, long value) {
    node.put(name, value);
    return this;
  }

  /// Adds a number, rounded to three decimals.
  JsonLine put(String name, double value) {
    node.put(name, Math.round(value * 1_000) / 1_000.0);
    return this;
  }

  JsonLine put(String name, boolean value) {
    node.put(name, value);
    return this;
  }

  /// Adds a nested object.
  JsonLine put(String name, Consumer<JsonLine> members) {
    members.accept(new JsonLine(node.putObject(name)));
    return this;
  }

  /// Adds a list of strings.
  JsonLine list(String name, String... values) {
    for (String value : values) {
      node.withArrayProperty(name).add(value);
    }
    return this;
  }

  @Override
  public String toString() {
    return node.toString();
  }
}
