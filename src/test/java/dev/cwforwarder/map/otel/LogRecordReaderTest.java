package dev.cwforwarder.map.otel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cwforwarder.map.content.RecordKeys;
import dev.cwforwarder.model.LogEvent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every value of a log record in OpenTelemetry's data model is in the record that is sent, once
/// and under its own name.
final class LogRecordReaderTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final long MILLIS = 1_790_812_801_000L;
  private static final String ID = "id-0";

  static Iterable<Integer> seeds() {
    return IntStream.range(0, 500).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsLostAndNothingIsTwice(int seed) {
    ObjectNode given = random(new Random(seed));

    OtelLogRecord read =
        requireNonNull(LogRecordReader.read(new LogEvent(ID, MILLIS, given.toString(), Map.of())));

    Map<String, Object> expected = flat(given);
    expected.put("attributes." + RecordKeys.UID.getKey(), ID);
    assertThat(flat(read)).isEqualTo(expected);
  }

  @Test
  void anAttributeInAListDoesNotTakeTheNameOfTheForwardersOwn() {
    String message =
        """
        {"observedTimeUnixNano":1790812801000000000,"body":"b","attributes":[{"key":\
        "log.record.uid","value":{"stringValue":"other"}}]}\
        """;

    OtelLogRecord read =
        requireNonNull(LogRecordReader.read(new LogEvent(ID, MILLIS, message, Map.of())));

    assertThat(read.attributes().get(RecordKeys.UID)).isEqualTo(ID);
  }

  /// From 14 days before to 2 hours after the time of the event.
  @ParameterizedTest
  @CsvSource({
    "-1209600000, 0, true",
    "-1209600001, 0, false",
    "0, -1209600001, false",
    "0, 7200000, true",
    "0, 7200001, false",
    "7200001, 0, false"
  })
  void timesOfARecordAreInTheWindowOfItsEvent(
      long timeMillis, long observedMillis, boolean isRecord) {
    String message =
        "{\"timeUnixNano\":%d,\"observedTimeUnixNano\":%d,\"body\":\"b\"}"
            .formatted((MILLIS + timeMillis) * 1_000_000, (MILLIS + observedMillis) * 1_000_000);

    assertThat(LogRecordReader.read(new LogEvent(ID, MILLIS, message, Map.of())) != null)
        .isEqualTo(isRecord);
  }

  private static ObjectNode random(Random random) {
    ObjectNode node = NODES.objectNode();
    ObjectNode resource = node.putObject("resource");
    resource.set("attributes", members(random, "r", 2));
    ObjectNode scope = node.putObject("scope");
    scope.put("name", "scope " + random.nextInt(3)).put("version", "1." + random.nextInt(9));
    scope.set("attributes", members(random, "s", 2));
    node.put("timeUnixNano", MILLIS * 1_000_000 - random.nextLong(1L << random.nextInt(1, 50)));
    node.put("observedTimeUnixNano", MILLIS * 1_000_000 + random.nextInt(1_000_000));
    node.put("severityNumber", random.nextInt(1, 25))
        .put("severityText", "level " + seedOf(random));
    node.set("body", random.nextBoolean() ? NODES.textNode("text ä😀") : members(random, "b", 3));
    node.set("attributes", members(random, "a", 3));
    node.put("droppedAttributesCount", random.nextInt(4))
        .put("eventName", "event " + seedOf(random));
    node.put("flags", random.nextInt(256));
    node.put("traceId", "%032x".formatted(random.nextLong(1, Long.MAX_VALUE)));
    node.put("spanId", "%016x".formatted(random.nextLong(1, Long.MAX_VALUE)));
    node.set("unknown" + random.nextInt(3), value(random, 2));
    return node;
  }

  private static int seedOf(Random random) {
    return random.nextInt(1_000);
  }

  private static ObjectNode members(Random random, String prefix, int depth) {
    ObjectNode node = NODES.objectNode();
    int count = random.nextInt(1, 5);
    for (int i = 0; i < count; i++) {
      node.set(prefix + "." + i, value(random, depth));
    }
    return node;
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> NODES.textNode(random.nextBoolean() ? "" : "\"\\\n" + random.nextInt());
      case 1 -> NODES.numberNode(random.nextLong());
      case 2 -> NODES.numberNode(random.nextDouble() * 1e6);
      case 3 -> NODES.booleanNode(random.nextBoolean());
      case 4 -> NODES.numberNode(Long.MAX_VALUE - random.nextInt(3));
      case 5 -> {
        ArrayNode items = NODES.arrayNode();
        for (int i = random.nextInt(3); i >= 0; i--) {
          items.add(value(random, depth - 1));
        }
        yield items;
      }
      default -> members(random, "m", depth - 1);
    };
  }

  /// The scalar values by their path. A member without a place in OTLP becomes an attribute.
  private static Map<String, Object> flat(ObjectNode node) {
    Map<String, Object> values = new TreeMap<>();
    node.properties()
        .forEach(
            member -> {
              String name = member.getKey();
              put(
                  name.startsWith("unknown") ? "attributes." + name : name,
                  member.getValue(),
                  values);
            });
    return values;
  }

  private static void put(String path, JsonNode node, Map<String, Object> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(member -> put(path + "." + member.getKey(), member.getValue(), values));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        put(path + "[" + i + "]", node.get(i), values);
      }
    } else if (node.isTextual()) {
      values.put(path, node.textValue());
    } else if (node.isBoolean()) {
      values.put(path, node.booleanValue());
    } else {
      values.put(path, node.isIntegralNumber() ? (Object) node.longValue() : node.doubleValue());
    }
  }

  private static Map<String, Object> flat(OtelLogRecord read) {
    Map<String, Object> values = new TreeMap<>();
    put("resource.attributes", read.resource().getAttributes(), values);
    values.put("scope.name", read.scope().getName());
    values.put("scope.version", String.valueOf(read.scope().getVersion()));
    put("scope.attributes", read.scope().getAttributes(), values);
    values.put("timeUnixNano", read.timestampNanos());
    values.put("observedTimeUnixNano", read.observedNanos());
    values.put("severityNumber", (long) read.severity().getSeverityNumber());
    values.put("severityText", read.severityText());
    put("body", read.body(), values);
    put("attributes", read.attributes(), values);
    values.put("droppedAttributesCount", (long) read.droppedAttributes());
    values.put("eventName", read.eventName());
    values.put("flags", (long) Byte.toUnsignedInt(read.span().getTraceFlags().asByte()));
    values.put("traceId", read.span().getTraceId());
    values.put("spanId", read.span().getSpanId());
    return values;
  }

  private static void put(String path, Attributes attributes, Map<String, Object> values) {
    attributes.forEach(
        (key, value) -> {
          String name = path + "." + key.getKey();
          switch (value) {
            case Value<?> structure -> put(name, structure, values);
            case List<?> items -> {
              for (int i = 0; i < items.size(); i++) {
                values.put(name + "[" + i + "]", items.get(i));
              }
            }
            default -> values.put(name, value);
          }
        });
  }

  private static void put(String path, Value<?> value, Map<String, Object> values) {
    if (value.getValue() instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        switch (items.get(i)) {
          case KeyValue member -> put(path + "." + member.getKey(), member.getValue(), values);
          case Value<?> item -> put(path + "[" + i + "]", item, values);
          default -> throw new AssertionError(items.get(i));
        }
      }
    } else {
      values.put(path, requireNonNull(value.getValue()));
    }
  }
}
