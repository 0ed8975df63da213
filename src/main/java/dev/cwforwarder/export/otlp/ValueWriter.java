package dev.cwforwarder.export.otlp;

import io.opentelemetry.api.common.Empty;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import java.nio.ByteBuffer;
import java.util.List;

/// Writes values of any type as `AnyValue`. Not thread-safe. Recursive: callers must limit the
/// nesting depth of values.
final class ValueWriter {
  static final int STRING = 1;
  static final int BOOL = 2;
  static final int INT = 3;
  static final int DOUBLE = 4;
  private static final int ARRAY = 5;
  private static final int KEY_VALUES = 6;
  private static final int BYTES = 7;

  /// The field of the items of a list.
  private static final int ITEM = 1;

  private static final int KEY = 1;
  private static final int VALUE = 2;

  private final ProtobufWriter out;

  ValueWriter(ProtobufWriter out) {
    this.out = out;
  }

  /// Writes `value`, a [Value] or the value of an attribute, as the field with this number.
  void write(int field, Object value) {
    int any = out.open(field);
    if (value instanceof Value<?> wrapped) {
      boolean pairs = wrapped.getType() == ValueType.KEY_VALUE_LIST;
      content(wrapped.getValue(), pairs ? KEY_VALUES : ARRAY);
    } else {
      content(value, ARRAY);
    }
    out.close(any);
  }

  /// @param list the field for a list, which an empty list does not reveal
  private void content(Object value, int list) {
    switch (value) {
      case String text -> out.text(STRING, text);
      case Boolean truth -> out.varint(BOOL, truth ? 1 : 0);
      case Long whole -> out.varint(INT, whole);
      case Double decimal -> out.fixed64(DOUBLE, Double.doubleToRawLongBits(decimal));
      case ByteBuffer bytes -> out.bytes(BYTES, copy(bytes));
      case List<?> items -> list(list, items);
      case Empty _ -> {}
      default -> throw new IllegalArgumentException("no OTLP type for " + value.getClass());
    }
  }

  private void list(int field, List<?> items) {
    int list = out.open(field);
    for (Object item : items) {
      if (item instanceof KeyValue pair) {
        pair(pair);
      } else {
        write(ITEM, item);
      }
    }
    out.close(list);
  }

  private void pair(KeyValue pair) {
    int start = out.open(ITEM);
    out.textUnlessEmpty(KEY, pair.getKey());
    write(VALUE, pair.getValue());
    out.close(start);
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
