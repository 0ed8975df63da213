package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Maps fields of an object to attributes with the name and type that other sources use for the
/// same thing. An empty text or `-` is not a value.
final class FieldMapping {
  /// The maximum number of names whose spelling is cached.
  private static final int MAX_CACHED = 1_024;

  /// Cached for names that are not mapped.
  private static final AttributeKey<String> NO_KEY = AttributeKey.stringKey("");

  private final Map<String, AttributeKey<?>> keys = new HashMap<>();
  private final Map<String, AttributeKey<?>> spellings = new ConcurrentHashMap<>();
  private final boolean anySpelling;

  FieldMapping() {
    this(false);
  }

  private FieldMapping(boolean anySpelling) {
    this.anySpelling = anySpelling;
  }

  /// Maps names in any spelling; they have to be listed in the form of [FieldSpelling]. Names that
  /// are listed with capital letters match as they are.
  static FieldMapping inAnySpelling() {
    return new FieldMapping(true);
  }

  /// Maps the fields `names`, which are separated by blanks, to `key`.
  FieldMapping of(AttributeKey<?> key, String names) {
    LineCursor cursor = new LineCursor(names, 0);
    while (cursor.nextWord()) {
      keys.put(cursor.value(), key);
    }
    return this;
  }

  void apply(LogFindings findings) {
    forEach(findings, (key, value) -> add(key, value, findings));
  }

  /// Passes the value of each field that is mapped, with its key.
  void forEach(LogFindings findings, BiConsumer<AttributeKey<?>, Object> consumer) {
    findings.forEach(
        (name, value) -> {
          @Nullable AttributeKey<?> key = key(name);
          if (key != null) {
            consumer.accept(key, value);
          }
        });
  }

  /// The key to which the field `name` is mapped; null for none.
  @Nullable AttributeKey<?> key(String name) {
    if (!anySpelling) {
      return keys.get(name);
    }
    AttributeKey<?> key = spellings.get(name);
    if (key == null) {
      key = keys.get(name);
      key = key == null ? normalizedKey(name) : key;
      if (spellings.size() < MAX_CACHED) {
        spellings.put(name, key);
      }
    }
    return key.equals(NO_KEY) ? null : key;
  }

  private AttributeKey<?> normalizedKey(String name) {
    @Nullable AttributeKey<?> key = null;
    for (@Nullable String rest = FieldSpelling.normalize(name);
        rest != null && key == null;
        rest = FieldSpelling.withoutContainer(rest)) {
      key = keys.get(rest);
    }
    return key == null ? NO_KEY : key;
  }

  /// Adds `value` with the type of `key`; nothing if it cannot have this type.
  @SuppressWarnings("unchecked") // the type of a key is that of its value
  static void add(AttributeKey<?> key, Object value, LogFindings findings) {
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
    } else if (key.getType() == AttributeType.BOOLEAN && value instanceof Boolean flag) {
      findings.add((AttributeKey<Boolean>) key, flag);
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
