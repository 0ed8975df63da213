package dev.cwforwarder.poll;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON object of a stored state, in memory.
///
/// @param values the scalar members, as text
/// @param children the objects of the other members: one, or those of an array
record StoredObject(Map<String, String> values, Map<String, List<StoredObject>> children) {
  static StoredObject read(JsonParser json) throws IOException {
    Map<String, String> values = new HashMap<>();
    Map<String, List<StoredObject>> children = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      switch (json.nextToken()) {
        case START_OBJECT -> children.put(name, List.of(read(json)));
        case START_ARRAY -> children.put(name, list(json));
        default -> values.put(name, json.getText());
      }
    }
    return new StoredObject(values, children);
  }

  private static List<StoredObject> list(JsonParser json) throws IOException {
    List<StoredObject> nodes = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      nodes.add(read(json));
    }
    return nodes;
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("'%s' is missing".formatted(name));
    }
    return value;
  }

  long number(String name) {
    return Long.parseLong(text(name));
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }

  Optional<StoredObject> child(String name) {
    return list(name).stream().findFirst();
  }

  List<StoredObject> list(String name) {
    return children.getOrDefault(name, List.of());
  }
}
