package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Takes what a source's message says. Not thread-safe.
public interface LogFindings {
  /// Adds an attribute unless its name is taken.
  <T> void add(AttributeKey<T> key, T value);

  /// The severity, unless the message named one itself.
  void severity(Severity severity);

  /// An X-Ray trace id, with or without `Root=`; anything else is nothing.
  void xray(String value);

  /// The attribute under `name`, of whatever type; null for none.
  @Nullable Object find(String name);

  /// Passes name and value of what is there by now; `consumer` may add to it.
  void forEach(BiConsumer<String, Object> consumer);
}
