package dev.cwforwarder.export.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/// Writes attributes as `KeyValue` messages, in their order. Not thread-safe.
///
/// @see <a
///   href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/common/v1/common.proto">common.proto</a>
final class AttributeWriter implements BiConsumer<AttributeKey<?>, Object> {
  private static final int VALUE = 2;

  private final ProtobufWriter out;
  private final AttributeNames names = new AttributeNames();
  private final ValueWriter values;
  private int field;
  private int lastStart;

  AttributeWriter(ProtobufWriter out) {
    this.out = out;
    this.values = new ValueWriter(out);
  }

  /// Writes `attributes` as fields with this number.
  ///
  /// @return the position of the last one; the end of what is written if there are none
  int write(int number, Attributes attributes) {
    field = number;
    lastStart = out.length();
    attributes.forEach(this);
    return lastStart;
  }

  /// Writes `value` as the field with this number.
  void write(int number, Value<?> value) {
    if (value.getValue() instanceof String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      out.message(number, ProtobufWriter.fieldSize(utf8.length));
      out.bytes(ValueWriter.STRING, utf8);
    } else {
      values.write(number, value);
    }
  }

  /// Writes one attribute. Nearly all values have a type whose length is known in advance; they
  /// take the fast path. A `switch` over types would be slower.
  @Override
  public void accept(AttributeKey<?> key, Object value) {
    byte[] name = names.field(key);
    lastStart = out.length();
    if (value instanceof String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      start(name, ProtobufWriter.fieldSize(utf8.length));
      out.bytes(ValueWriter.STRING, utf8);
    } else if (value instanceof Long whole) {
      start(name, 1 + ProtobufWriter.varintSize(whole));
      out.varint(ValueWriter.INT, whole);
    } else if (value instanceof Double decimal) {
      start(name, 1 + Double.BYTES);
      out.fixed64(ValueWriter.DOUBLE, Double.doubleToRawLongBits(decimal));
    } else {
      int pair = out.open(field);
      out.encoded(name);
      values.write(VALUE, value);
      out.close(pair);
    }
  }

  private void start(byte[] name, int valueLength) {
    out.message(field, name.length + ProtobufWriter.fieldSize(valueLength));
    out.encoded(name);
    out.message(VALUE, valueLength);
  }
}
