package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives fields of an object a second name, the one other sources have for the same thing, and the
/// type that goes with it. What is empty, or `-`, is no value.
final class FieldMapping {
  private final Map<String, AttributeKey<?>> keys = new HashMap<>();

  /// Names the fields `names`, separated by blanks, `key`.
  FieldMapping of(AttributeKey<?> key, String names) {
    LineCursor part = new LineCursor(names, 0);
    while (part.word()) {
      keys.put(part.value(), key);
    }
    return this;
  }

  void apply(LogFindings found) {
    found.forEach(
        (name, value) -> {
          @Nullable AttributeKey<?> key = keys.get(name);
          if (key != null) {
            add(key, value, found);
          }
        });
  }

  @SuppressWarnings("unchecked") // a key has the type it says
  private static void add(AttributeKey<?> key, Object value, LogFindings found) {
    if (key.getType() == AttributeType.LONG) {
      long number = number(value);
      if (number >= 0) {
        found.add((AttributeKey<Long>) key, number);
      }
    } else if (key.getType() == AttributeType.DOUBLE) {
      double number = value instanceof Number known ? known.doubleValue() : decimal(value);
      if (!Double.isNaN(number)) {
        found.add((AttributeKey<Double>) key, number);
      }
    } else if (value instanceof String text && !text.isEmpty() && !text.equals("-")) {
      found.add((AttributeKey<String>) key, text);
    }
  }

  private static long number(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    return value instanceof String text ? LineCursor.whole(text, 0, text.length()) : -1;
  }

  private static double decimal(Object value) {
    return value instanceof String text ? Decimal.parse(text, 0, text.length()) : Double.NaN;
  }
}
