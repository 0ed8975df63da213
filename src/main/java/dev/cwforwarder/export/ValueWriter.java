package dev.cwforwarder.export;

import io.opentelemetry.api.common.Empty;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
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
    content(value instanceof Value<?> wrapped ? wrapped.getValue() : value);
    out.close(any);
  }

  private void content(Object value) {
    switch (value) {
      case String text -> out.text(TEXT, text);
      case Boolean truth -> out.varint(TRUTH, truth ? 1 : 0);
      case Long whole -> out.varint(WHOLE, whole);
      case Double decimal -> out.fixed64(DECIMAL, Double.doubleToRawLongBits(decimal));
      case ByteBuffer bytes -> out.bytes(BYTES, copy(bytes));
      case List<?> items -> list(items);
      case Empty _ -> {}
      default -> throw new IllegalArgumentException("OTLP has no " + value.getClass());
    }
  }

  private void list(List<?> items) {
    boolean pairs = !items.isEmpty() && items.getFirst() instanceof KeyValue;
    int list = out.open(pairs ? PAIRS : LIST);
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
    out.text(PAIR_KEY, pair.getKey());
    write(PAIR_VALUE, pair.getValue());
    out.close(begin);
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
