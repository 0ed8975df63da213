package dev.cwforwarder.local.otlp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.math.BigDecimal;
import java.util.Base64;

/// Converts OTLP values to text as the collector's ClickHouse exporter does for a `Map(String,
/// String)`: nested values become JSON.
public final class AttributeText {
  private static final JsonNodeFactory NODES = new ObjectMapper().getNodeFactory();

  /// Numbers from this limit on, and numbers below the other limit, are written with an exponent.
  private static final double HUGE = 1e21;

  private static final double TINY = 1e-6;

  private AttributeText() {}

  public static String of(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> of(value.getDoubleValue());
      case BYTES_VALUE -> Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray());
      case ARRAY_VALUE, KVLIST_VALUE -> {
        ArrayNode holder = NODES.arrayNode(1);
        add(holder, value);
        yield holder.get(0).toString();
      }
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> "";
    };
  }

  /// The shortest decimal that represents the number.
  public static String of(double number) {
    double size = Math.abs(number);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return "json: unsupported value: "
          + (Double.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf");
    }
    if (size == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    if (size >= TINY && size < HUGE) {
      return exact.toPlainString();
    }
    int exponent = exact.precision() - exact.scale() - 1;
    return exact.movePointLeft(exponent).toPlainString() + (exponent < 0 ? "e" : "e+") + exponent;
  }

  private static void add(ArrayNode list, AnyValue value) {
    switch (value.getValueCase()) {
      case STRING_VALUE -> list.add(value.getStringValue());
      case BOOL_VALUE -> list.add(value.getBoolValue());
      case INT_VALUE -> list.add(value.getIntValue());
      case DOUBLE_VALUE -> list.add(value.getDoubleValue());
      case BYTES_VALUE -> list.add(of(value));
      case ARRAY_VALUE -> {
        ArrayNode inner = list.addArray();
        value.getArrayValue().getValuesList().forEach(one -> add(inner, one));
      }
      case KVLIST_VALUE -> {
        ObjectNode inner = list.addObject();
        for (KeyValue member : value.getKvlistValue().getValuesList()) {
          ArrayNode holder = NODES.arrayNode(1);
          add(holder, member.getValue());
          inner.set(member.getKey(), holder.get(0));
        }
      }
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> list.addNull();
    }
  }
}
