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
/// second value: it is kept under `original.NAME`, a third one under `original.original.NAME`, and
/// further ones under `original.N.NAME`, so that names stay short however often one comes.
final class Fields {
  /// Put before a name that is taken, or that is ours.
  static final String ORIGINAL = "original.";

  private static final int MOST_ORIGINALS = 2;

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
    String name = key.getKey();
    int tries = 0;
    while (isTaken(name)) {
      tries++;
      name =
          tries <= MOST_ORIGINALS
              ? ORIGINAL + name
              : ORIGINAL + (size() + tries) + '.' + key.getKey();
    }
    AttributeKey<?> free = tries == 0 ? key : named(key, name);
    if (end == keysAndValues.length) {
      keysAndValues = Arrays.copyOf(keysAndValues, 2 * end);
    }
    keysAndValues[end++] = free;
    keysAndValues[end++] = value;
    seen |= bit(name);
    return tries == 0;
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

  boolean sharesNameWith(Fields other) {
    for (int i = 0; i < other.end; i += 2) {
      if (isTaken(((AttributeKey<?>) other.keysAndValues[i]).getKey())) {
        return true;
      }
    }
    return false;
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

  /// A key of the type of `key`.
  private static AttributeKey<?> named(AttributeKey<?> key, String name) {
    return switch (key.getType()) {
      case LONG -> longKey(name);
      case DOUBLE -> doubleKey(name);
      case BOOLEAN -> booleanKey(name);
      default -> stringKey(name);
    };
  }
}
