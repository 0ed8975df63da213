package dev.cwforwarder.map.rules;

import static io.opentelemetry.api.common.AttributeKey.booleanArrayKey;
import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleArrayKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longArrayKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static io.opentelemetry.api.common.AttributeKey.valueKey;

import io.opentelemetry.api.common.AttributeKey;

/// Renames the keys of attributes.
final class AttributeKeys {
  private AttributeKeys() {}

  /// A key named `name` of the same type as `key`.
  @SuppressWarnings("unchecked") // the values have the type of `key`
  static AttributeKey<Object> named(AttributeKey<?> key, String name) {
    AttributeKey<?> named =
        switch (key.getType()) {
          case STRING -> stringKey(name);
          case BOOLEAN -> booleanKey(name);
          case LONG -> longKey(name);
          case DOUBLE -> doubleKey(name);
          case STRING_ARRAY -> stringArrayKey(name);
          case BOOLEAN_ARRAY -> booleanArrayKey(name);
          case LONG_ARRAY -> longArrayKey(name);
          case DOUBLE_ARRAY -> doubleArrayKey(name);
          case VALUE -> valueKey(name);
        };
    return (AttributeKey<Object>) named;
  }
}
