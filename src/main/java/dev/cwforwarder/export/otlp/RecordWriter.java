package dev.cwforwarder.export.otlp;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;

/// Writes the records of one signal. Not thread-safe.
///
/// @param <R> what is delivered as a whole
/// @param <T> what OTLP calls a record; an `R` has one or more of them
interface RecordWriter<R, T> {
  /// The items of all `records`; those that share a scope should follow each other.
  List<T> items(List<R> records);

  Resource resource(T item);

  InstrumentationScopeInfo scope(T item);

  /// Writes `item` as the field with this number. Fields with default values are omitted, as
  /// protobuf requires.
  void write(int field, T item);
}
