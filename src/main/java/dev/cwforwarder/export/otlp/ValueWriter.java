package dev.cwforwarder.export.otlp;

import io.opentelemetry.api.common.Empty;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import java.nio.ByteBuffer;
import java.util.List;

/// Writes values of any type as `AnyValue`. Not thread-safe. Recursive: who makes values nests them
/// no deeper than a stack is.
final class ValueWriter {
  static final int TEXT = 1;
  static final int TRUTH = 2;
  static final int WHOLE = 3;
  static final int DECIMAL = 4;
  private static final int LIST = 5;
  private static final int PAIRS = 6;
  private static final int BYTES = 7;

  /// The field of what a list holds.
  private static final int ITEM = 1;

  private static final int PAIR_KEY = 1;
  private static final int PAIR_VALUE = 2;

  private final ProtobufWriter out;

  ValueWriter(ProtobufWriter out) {
    this.out = out;
  }

  /// Writes `value`, a [Value] or what an attribute may have, as the field of this number.
  void write(int field, Object value) {
    int any = out.open(field);
    if (value instanceof Value<?> wrapped) {
      boolean pairs = wrapped.getType() == ValueType.KEY_VALUE_LIST;
      content(wrapped.getValue(), pairs ? PAIRS : LIST);
    } else {
      content(value, LIST);
    }
    out.close(any);
  }

  /// @param list the field of a list: without items it does not tell what it is a list of
  private void content(Object value, int list) {
    switch (value) {
      case String text -> out.text(TEXT, text);
      case Boolean truth -> out.varint(TRUTH, truth ? 1 : 0);
      case Long whole -> out.varint(WHOLE, whole);
      case Double decimal -> out.fixed64(DECIMAL, Double.doubleToRawLongBits(decimal));
      case ByteBuffer bytes -> out.bytes(BYTES, copy(bytes));
      case List<?> items -> list(list, items);
      case Empty _ -> {}
      default -> throw new IllegalArgumentException("OTLP has no " + value.getClass());
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
    int begin = out.open(ITEM);
    out.textUnlessEmpty(PAIR_KEY, pair.getKey());
    write(PAIR_VALUE, pair.getValue());
    out.close(begin);
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
