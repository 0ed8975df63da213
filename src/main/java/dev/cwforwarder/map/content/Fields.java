package dev.cwforwarder.map.content;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Collects the attributes of one record after the other. A name that is taken does not lose its
/// second value: it is kept under `original.NAME`.
final class Fields {
  /// Put before a name that is taken, or that is ours.
  static final String ORIGINAL = "original.";

  private Object[] keysAndValues = new Object[64];
  private int end;

  /// One bit for each name, by its hash: a bit that is not set saves looking through the names.
  private long seen;

  void clear() {
    Arrays.fill(keysAndValues, 0, end, null);
    end = 0;
    seen = 0;
  }

  int size() {
    return end / 2;
  }

  /// Adds an attribute, under another name if need be.
  ///
  /// @param key of the type of `value`
  /// @return whether it has its own name
  boolean add(AttributeKey<?> key, Object value) {
    AttributeKey<?> free = key;
    boolean own = true;
    while (isTaken(free.getKey())) {
      free = renamed(free);
      own = false;
    }
    if (end == keysAndValues.length) {
      keysAndValues = Arrays.copyOf(keysAndValues, 2 * end);
    }
    keysAndValues[end++] = free;
    keysAndValues[end++] = value;
    seen |= bit(free.getKey());
    return own;
  }

  /// Adds an attribute unless its name is taken.
  <T> void addIfFree(AttributeKey<T> key, T value) {
    if (!isTaken(key.getKey())) {
      add(key, value);
    }
  }

  /// The value under `name`, of whatever type; null for none.
  @Nullable Object find(String name) {
    for (int i = 0; i < end; i += 2) {
      if (((AttributeKey<?>) keysAndValues[i]).getKey().equals(name)) {
        return keysAndValues[i + 1];
      }
    }
    return null;
  }

  /// Passes name and value of what is there now; what `consumer` adds is not passed.
  void forEach(BiConsumer<String, Object> consumer) {
    int now = end;
    for (int i = 0; i < now; i += 2) {
      consumer.accept(((AttributeKey<?>) keysAndValues[i]).getKey(), keysAndValues[i + 1]);
    }
  }

  /// Adds all of `other`.
  ///
  /// @return whether each has its own name
  boolean addAll(Fields other) {
    boolean all = true;
    for (int i = 0; i < other.end; i += 2) {
      all &= add((AttributeKey<?>) other.keysAndValues[i], other.keysAndValues[i + 1]);
    }
    return all;
  }

  RecordAttributes build() {
    return new RecordAttributes(Arrays.copyOf(keysAndValues, end));
  }

  private boolean isTaken(String name) {
    return (seen & bit(name)) != 0 && find(name) != null;
  }

  private static long bit(String name) {
    int hash = name.hashCode();
    return 1L << (hash ^ (hash >>> 6) ^ (hash >>> 12));
  }

  private static AttributeKey<?> renamed(AttributeKey<?> key) {
    String name = ORIGINAL + key.getKey();
    return switch (key.getType()) {
      case LONG -> longKey(name);
      case DOUBLE -> doubleKey(name);
      case BOOLEAN -> booleanKey(name);
      default -> stringKey(name);
    };
  }
}
