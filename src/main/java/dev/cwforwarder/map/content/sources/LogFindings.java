package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Receives what is extracted from a message. Not thread-safe.
public interface LogFindings {
  /// Adds an attribute unless an attribute with its name exists.
  <T> void add(AttributeKey<T> key, T value);

  /// Sets the severity, unless a level in the message has already set it.
  void severity(Severity severity);

  /// Sets the status of an HTTP response, whose severity applies if the message states no level.
  ///
  /// @param raises whether an error status also takes precedence over a lower level in the text,
  ///   because the server writes that level in each line
  void response(long status, boolean raises);

  /// Adds an X-Ray trace id, with or without `Root=`; anything else is ignored.
  void xray(String value);

  /// The value of the attribute `name`, of any type; null for none.
  @Nullable Object find(String name);

  /// Passes the name and value of each current attribute; `consumer` may add further attributes,
  /// which are not passed.
  void forEach(BiConsumer<String, Object> consumer);
}
