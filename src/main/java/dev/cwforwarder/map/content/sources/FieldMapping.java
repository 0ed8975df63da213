package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Maps fields of an object to attributes with the name and type that other sources use for the
/// same thing. An empty text or `-` is not a value.
final class FieldMapping {
  private final Map<String, AttributeKey<?>> keys = new HashMap<>();

  /// Maps the fields `names`, which are separated by blanks, to `key`.
  FieldMapping of(AttributeKey<?> key, String names) {
    LineCursor cursor = new LineCursor(names, 0);
    while (cursor.nextWord()) {
      keys.put(cursor.value(), key);
    }
    return this;
  }

  void apply(LogFindings findings) {
    findings.forEach(
        (name, value) -> {
          @Nullable AttributeKey<?> key = keys.get(name);
          if (key != null) {
            add(key, value, findings);
          }
        });
  }

  @SuppressWarnings("unchecked") // the type of a key is that of its value
  private static void add(AttributeKey<?> key, Object value, LogFindings findings) {
    if (key.getType() == AttributeType.LONG) {
      long number = number(value);
      if (number >= 0) {
        findings.add((AttributeKey<Long>) key, number);
      }
    } else if (key.getType() == AttributeType.DOUBLE) {
      double number = value instanceof Number known ? known.doubleValue() : decimal(value);
      if (!Double.isNaN(number)) {
        findings.add((AttributeKey<Double>) key, number);
      }
    } else if (value instanceof String text && !text.isEmpty() && !text.equals("-")) {
      findings.add((AttributeKey<String>) key, text);
    }
  }

  private static long number(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    return value instanceof String text ? LineCursor.parseLong(text, 0, text.length()) : -1;
  }

  private static double decimal(Object value) {
    return value instanceof String text ? Decimal.parse(text, 0, text.length()) : Double.NaN;
  }
}
