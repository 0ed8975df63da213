package dev.cwforwarder.map.content;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Attributes in the order in which they were added, in a single array. OpenTelemetry's own
/// implementation sorts attributes by name, which takes longer than parsing the message.
final class RecordAttributes implements Attributes {
  private final Object[] keysAndValues;
  private final int end;

  /// @param keysAndValues alternating keys and values, without duplicate names
  /// @param end the index at which the attributes begin that only [#forEachHidden] passes
  RecordAttributes(Object[] keysAndValues, int end) {
    this.keysAndValues = keysAndValues;
    this.end = end;
  }

  /// Passes the attributes whose values the record states elsewhere.
  void forEachHidden(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    for (int i = end; i < keysAndValues.length; i += 2) {
      consumer.accept((AttributeKey<?>) keysAndValues[i], keysAndValues[i + 1]);
    }
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the key has the value's type
  public <T> @Nullable T get(AttributeKey<T> key) {
    for (int i = 0; i < end; i += 2) {
      if (keysAndValues[i].equals(key)) {
        return (T) keysAndValues[i + 1];
      }
    }
    return null;
  }

  @Override
  public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    for (int i = 0; i < end; i += 2) {
      consumer.accept((AttributeKey<?>) keysAndValues[i], keysAndValues[i + 1]);
    }
  }

  @Override
  public int size() {
    return end / 2;
  }

  @Override
  public boolean isEmpty() {
    return end == 0;
  }

  @Override
  public Map<AttributeKey<?>, Object> asMap() {
    Map<AttributeKey<?>, Object> map = new LinkedHashMap<>();
    forEach(map::put);
    return Collections.unmodifiableMap(map);
  }

  @Override
  public AttributesBuilder toBuilder() {
    return Attributes.builder().putAll(this);
  }

  /// Equal to any [Attributes] with the same attributes, whatever their order and class.
  @Override
  public boolean equals(@Nullable Object other) {
    if (other instanceof RecordAttributes same
        && Arrays.equals(keysAndValues, 0, end, same.keysAndValues, 0, same.end)) {
      return true;
    }
    return other instanceof Attributes attributes && asMap().equals(attributes.asMap());
  }

  @Override
  public int hashCode() {
    int hash = 0; // that of the map, without creating it
    for (int i = 0; i < end; i += 2) {
      hash += keysAndValues[i].hashCode() ^ keysAndValues[i + 1].hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
