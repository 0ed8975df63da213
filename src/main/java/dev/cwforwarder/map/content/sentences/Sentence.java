package dev.cwforwarder.map.content.sentences;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes one line from the fields of an object: the body of its record. The line contains only what
/// the fields say. Thread-safe.
@FunctionalInterface
public interface Sentence {
  /// The line; null if a field is missing without which it would say too little.
  ///
  /// @param fields the value of the field with a flattened name; null for none
  @Nullable String of(Function<String, @Nullable Object> fields);
}
