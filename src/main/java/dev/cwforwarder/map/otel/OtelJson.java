package dev.cwforwarder.map.otel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.cwforwarder.map.content.Fields;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads the values of OpenTelemetry records in JSON, in AWS's flat form (`{"key": 1}`) and in that
/// of OTLP (`[{"key": "key", "value": {"intValue": "1"}}]`). Integers remain exact; those beyond 64
/// bits become text. Each method starts at the first token of what it reads and ends at its last.
final class OtelJson {
  /// The maximum nesting depth of a record; only artificial input is nested more deeply.
  static final int MAX_DEPTH = 64;

  /// The maximum number of attributes of a span, an event or a resource. OpenTelemetry's limit is
  /// 128 by default; the time to find a repeated name grows with their number.
  private static final int MAX_ATTRIBUTES = 1_024;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();

  private OtelJson() {}

  static JsonParser parser(String text) throws IOException {
    return JSON.createParser(text);
  }

  /// Throws unless `expectation` holds.
  ///
  /// @throws DamagedRecordException stating what was expected
  static void expect(boolean expectation, String what) throws DamagedRecordException {
    if (!expectation) {
      throw new DamagedRecordException("expected " + what);
    }
  }

  /// A text; empty for null.
  static String text(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return "";
    }
    expect(json.currentToken() == JsonToken.VALUE_STRING, "a text");
    return json.getText();
  }

  /// An integer that is not negative, as a number or as decimal digits; 0 for null.
  static long unsigned(JsonParser json) throws IOException {
    long number =
        switch (json.currentToken()) {
          case VALUE_NULL -> 0;
          case VALUE_NUMBER_INT -> json.getLongValue(); // fails beyond 64 bits
          case VALUE_STRING -> Long.parseLong(json.getText());
          default -> -1;
        };
    expect(number >= 0, "an integer");
    return number;
  }

  /// Like [#unsigned], of 32 bits; the result may be negative.
  static int unsigned32(JsonParser json) throws IOException {
    long number = unsigned(json);
    expect(number <= 0xffff_ffffL, "an integer of 32 bits");
    return (int) number;
  }

  /// Moves to the value of the first member of an object.
  ///
  /// @return the name of the member; null if there is none, or if the value is null
  static @Nullable String firstMember(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    expect(json.currentToken() == JsonToken.START_OBJECT, "an object");
    return nextMember(json);
  }

  /// Moves to the value of the next member of an object.
  ///
  /// @return the name of the member; null if there is none
  static @Nullable String nextMember(JsonParser json) throws IOException {
    String name = json.nextFieldName();
    if (name != null) {
      json.nextToken();
    }
    return name;
  }

  /// Reads an object or a list of attributes; null is none.
  static void attributes(JsonParser json, Fields attributes) throws IOException {
    attributes(json, UnaryOperator.identity(), attributes);
  }

  /// Reads an object or a list of attributes; null is none.
  ///
  /// @param naming the name of each attribute, given its own
  static void attributes(JsonParser json, UnaryOperator<String> naming, Fields attributes)
      throws IOException {
    switch (json.currentToken()) {
      case VALUE_NULL -> {}
      case START_OBJECT -> {
        for (String name = nextMember(json); name != null; name = nextMember(json)) {
          attribute(naming.apply(name), json, attributes);
        }
      }
      case START_ARRAY ->
          list(
              json,
              () -> {
                KeyValue pair = pair(json);
                put(naming.apply(pair.getKey()), pair.getValue(), attributes);
              });
      default -> expect(false, "attributes");
    }
  }

  /// Reads a value and adds it; null is skipped.
  static void attribute(String name, JsonParser json, Fields attributes) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      add(AttributeKey.stringKey(name), json.getText(), attributes); // nearly all values are texts
    } else {
      put(name, value(json), attributes);
    }
  }

  private static void add(AttributeKey<?> key, Object value, Fields attributes)
      throws DamagedRecordException {
    expect(attributes.size() < MAX_ATTRIBUTES, "fewer attributes");
    attributes.add(key, value);
  }

  /// Adds `value`, unless it is null or empty, with the type of its content.
  static void put(String name, @Nullable Value<?> value, Fields attributes)
      throws DamagedRecordException {
    if (value == null || value.equals(Value.empty())) {
      return;
    }
    switch (value.getValue()) {
      case String text -> add(AttributeKey.stringKey(name), text, attributes);
      case Long whole -> add(AttributeKey.longKey(name), whole, attributes);
      case Double decimal -> add(AttributeKey.doubleKey(name), decimal, attributes);
      case Boolean truth -> add(AttributeKey.booleanKey(name), truth, attributes);
      default -> add(AttributeKey.valueKey(name), value, attributes);
    }
  }

  /// Any value; null for null.
  static @Nullable Value<?> value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> Value.of(json.getText());
      case VALUE_NUMBER_INT ->
          isLong(json) ? Value.of(json.getLongValue()) : Value.of(json.getText());
      case VALUE_NUMBER_FLOAT -> {
        double number = json.getDoubleValue();
        yield Double.isFinite(number) ? Value.of(number) : Value.of(json.getText());
      }
      case VALUE_TRUE -> Value.of(true);
      case VALUE_FALSE -> Value.of(false);
      case START_ARRAY -> Value.of(list(json));
      case START_OBJECT -> members(json);
      default -> null;
    };
  }

  private static boolean isLong(JsonParser json) throws IOException {
    return json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
  }

  private static Value<?> members(JsonParser json) throws IOException {
    List<KeyValue> members = new ArrayList<>();
    for (String name = nextMember(json); name != null; name = nextMember(json)) {
      Value<?> member = value(json);
      if (member != null) {
        members.add(KeyValue.of(name, member));
      }
    }
    return Value.of(members.toArray(KeyValue[]::new));
  }

  /// The values of an array. A null remains as an empty value, so that the others keep their
  /// places.
  private static List<Value<?>> list(JsonParser json) throws IOException {
    List<Value<?>> items = new ArrayList<>();
    list(
        json,
        () -> {
          Value<?> item = value(json);
          items.add(item == null ? Value.empty() : item);
        });
    return items;
  }

  /// `{"key": "k", "value": {"stringValue": "v"}}`.
  private static KeyValue pair(JsonParser json) throws IOException {
    String key = "";
    Value<?> value = Value.empty();
    for (String name = firstMember(json); name != null; name = nextMember(json)) {
      switch (name) {
        case "key" -> key = text(json);
        case "value" -> value = anyValue(json);
        default -> throw new DamagedRecordException("expected key and value");
      }
    }
    return KeyValue.of(key, value);
  }

  /// `{"intValue": "1"}`.
  private static Value<?> anyValue(JsonParser json) throws IOException {
    Value<?> value = Value.empty();
    for (String type = firstMember(json); type != null; type = nextMember(json)) {
      value = ofType(type, json);
    }
    return value;
  }

  private static Value<?> ofType(String type, JsonParser json) throws IOException {
    return switch (type) {
      case "stringValue" -> Value.of(text(json));
      case "boolValue" -> Value.of(json.getBooleanValue());
      case "intValue" -> Value.of(Long.parseLong(json.getText()));
      case "doubleValue" -> Value.of(Double.parseDouble(json.getText()));
      case "bytesValue" -> Value.of(Base64.getDecoder().decode(text(json)));
      case "arrayValue" -> {
        List<Value<?>> items = new ArrayList<>();
        values(json, () -> items.add(anyValue(json)));
        yield Value.of(items);
      }
      case "kvlistValue" -> {
        List<KeyValue> members = new ArrayList<>();
        values(json, () -> members.add(pair(json)));
        yield Value.of(members.toArray(KeyValue[]::new));
      }
      default -> throw new DamagedRecordException("expected a type of value");
    };
  }

  /// Reads one item of a list.
  interface Item {
    void read() throws IOException;
  }

  /// `{"values": […]}`.
  private static void values(JsonParser json, Item item) throws IOException {
    for (String name = firstMember(json); name != null; name = nextMember(json)) {
      expect(name.equals("values"), "values");
      list(json, item);
    }
  }

  /// Reads the items of a list; null is none.
  static void list(JsonParser json, Item item) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      expect(json.currentToken() == JsonToken.START_ARRAY, "a list");
      while (json.nextToken() != JsonToken.END_ARRAY) {
        item.read();
      }
    }
  }
}
