package dev.cwforwarder.map.rules;

import dev.cwforwarder.map.content.Fields;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Applies a redaction of texts to all texts in a body and in attributes, including nested ones and
/// names. Anything without a match remains the same instance. The ids of events are never redacted,
/// because duplicates are removed by them.
@SuppressWarnings("ReferenceEquality") // unchanged values remain the same instance
final class ValueRedactor {
  /// No message can set attributes of these names.
  private static final Set<String> IDS = Set.of("log.record.uid", "log.record.joined_uids");

  private final Texts texts;

  ValueRedactor(Texts texts) {
    this.texts = texts;
  }

  /// Redacts single texts. A text without a match remains the same instance.
  interface Texts {
    /// Redacts a body or the value of an attribute.
    ///
    /// @param key the name of the attribute; empty for the body
    String text(String key, String text);

    String name(String name);

    /// Whether numbers of this size are redacted.
    boolean redacts(long number);
  }

  Attributes attributes(Attributes original) {
    List<Redacted> redacted = new ArrayList<>(original.size());
    boolean[] any = new boolean[1];
    original.forEach(
        (key, value) -> {
          boolean isId = IDS.contains(key.getKey());
          Object newValue = isId ? value : attribute(key, value);
          String name = isId ? key.getKey() : texts.name(key.getKey());
          any[0] |= newValue != value || name != key.getKey();
          redacted.add(new Redacted(key, name, newValue));
        });
    return any[0] ? build(redacted) : original;
  }

  private record Redacted(AttributeKey<?> key, String name, Object value) {}

  private static Attributes build(List<Redacted> redacted) {
    AttributesBuilder attributes = Attributes.builder();
    Set<String> names = new HashSet<>();
    for (Redacted attribute : redacted) {
      put(attributes, attribute.key(), unique(attribute, names), attribute.value());
    }
    return attributes.build();
  }

  /// Two names may have become the same, or one that the forwarder itself sets.
  private static String unique(Redacted attribute, Set<String> names) {
    String name = attribute.name();
    String free = name.equals(attribute.key().getKey()) ? name : Fields.free(name);
    for (int i = names.size(); !names.add(free); i++) {
      free = name + '.' + i;
    }
    return free;
  }

  private Object attribute(AttributeKey<?> key, Object value) {
    return switch (value) {
      case String text -> texts.text(key.getKey(), text);
      case Long number when texts.redacts(number) -> {
        String digits = number.toString();
        String redacted = texts.text(key.getKey(), digits);
        yield redacted == digits ? value : redacted;
      }
      case List<?> list -> list(key.getKey(), list);
      case Value<?> nested -> value(key.getKey(), nested);
      default -> value;
    };
  }

  @SuppressWarnings("unchecked") // the value has the type of its key, or is text
  private static void put(
      AttributesBuilder attributes, AttributeKey<?> key, String name, Object value) {
    if (value instanceof String text) {
      attributes.put(name, text);
    } else if (name.equals(key.getKey())) {
      attributes.put((AttributeKey<Object>) key, value);
    } else {
      attributes.put(AttributeKeys.named(key, name), value);
    }
  }

  private Object list(String key, List<?> list) {
    List<Object> changed = new ArrayList<>(list.size());
    boolean any = false;
    for (Object item : list) {
      Object redacted = item instanceof String text ? texts.text(key, text) : item;
      any |= redacted != item;
      changed.add(redacted);
    }
    return any ? changed : list;
  }

  Value<?> value(String key, Value<?> value) {
    return switch (value.getType()) {
      case STRING -> {
        String text = (String) value.getValue();
        String redacted = texts.text(key, text);
        yield redacted == text ? value : Value.of(redacted);
      }
      case LONG, DOUBLE, BOOLEAN, BYTES, EMPTY -> value;
      case ARRAY -> {
        List<Value<?>> items = new ArrayList<>();
        boolean any = false;
        for (Object item : (List<?>) value.getValue()) {
          Value<?> redacted = value(key, (Value<?>) item);
          any |= redacted != item;
          items.add(redacted);
        }
        yield any ? Value.of(items) : value;
      }
      case KEY_VALUE_LIST -> members(value);
    };
  }

  private Value<?> members(Value<?> value) {
    List<KeyValue> members = new ArrayList<>();
    boolean any = false;
    for (Object item : (List<?>) value.getValue()) {
      KeyValue member = (KeyValue) item;
      Value<?> redacted = value(member.getKey(), member.getValue());
      String name = texts.name(member.getKey());
      any |= redacted != member.getValue() || name != member.getKey();
      members.add(KeyValue.of(name, redacted));
    }
    return any ? Value.of(members.toArray(KeyValue[]::new)) : value;
  }
}
