package dev.cwforwarder.map.otel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cwforwarder.span.Counted;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanAttributes;
import dev.cwforwarder.span.SpanEvent;
import dev.cwforwarder.span.SpanIds;
import dev.cwforwarder.span.SpanLink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/// Random spans, and how AWS writes them to CloudWatch Logs: one JSON object each, with flat
/// attributes.
final class AwsSpans {
  static final long MILLIS = 1_790_812_801_000L;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long[] NUMBERS = {
    0, 1, -1, Integer.MAX_VALUE, (1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final String[] TEXTS = {
    "", "a", "ä€😀", "\"\\\n\t\0", "x".repeat(40_000), "{\"a\":1}"
  };

  private AwsSpans() {}

  static Span random(Random random) {
    long start = MILLIS * 1_000_000 - random.nextLong(1L << random.nextInt(1, 50));
    return new Span(
        Resource.create(attributes(random, "r")),
        scope(random),
        ids(random, random.nextBoolean() ? "" : id(random)),
        text(random),
        constant(random, Span.Kind.values()),
        start,
        start + random.nextLong(1L << random.nextInt(1, 42)),
        spanAttributes(random),
        counted(random, _ -> new SpanEvent(time(random), text(random), spanAttributes(random))),
        counted(random, _ -> new SpanLink(ids(random, ""), spanAttributes(random))),
        new Span.Status(constant(random, Span.StatusCode.values()), text(random)));
  }

  /// The message of the log event for `span`.
  static String message(Span span) {
    ObjectNode node = NODES.objectNode();
    node.set("resource", object("attributes", attributes(span.resource().getAttributes())));
    ObjectNode scope = object("name", NODES.textNode(span.scope().getName()));
    String version = span.scope().getVersion();
    scope.put("version", version == null ? "" : version);
    scope.set("attributes", attributes(span.scope().getAttributes()));
    node.set("scope", scope);
    ids(span.ids(), node);
    if (!span.ids().parentSpanId().isEmpty()) {
      node.put("parentSpanId", span.ids().parentSpanId());
    }
    node.put("name", span.name());
    node.put("kind", span.kind().name());
    node.put("startTimeUnixNano", span.startNanos());
    node.put("endTimeUnixNano", span.endNanos());
    node.put("durationNano", span.endNanos() - span.startNanos());
    attributes(span.attributes(), node);
    ArrayNode events = node.putArray("events");
    span.events().items().forEach(event -> events.add(event(event)));
    node.put("droppedEventsCount", Integer.toUnsignedLong(span.events().dropped()));
    ArrayNode links = node.putArray("links");
    span.links().items().forEach(link -> links.add(link(link)));
    node.put("droppedLinksCount", Integer.toUnsignedLong(span.links().dropped()));
    ObjectNode status = node.putObject("status").put("code", span.status().code().name());
    status.put("message", span.status().message());
    return node.toString();
  }

  static JsonNode parse(String message) throws JsonProcessingException {
    return JSON.readTree(message);
  }

  private static void ids(SpanIds ids, ObjectNode node) {
    node.put("traceId", ids.traceId()).put("spanId", ids.spanId());
    node.put("traceState", ids.traceState()).put("flags", Integer.toUnsignedLong(ids.flags()));
  }

  private static ObjectNode event(SpanEvent event) {
    ObjectNode node = NODES.objectNode();
    node.put("timeUnixNano", event.timeNanos()).put("name", event.name());
    attributes(event.attributes(), node);
    return node;
  }

  private static ObjectNode link(SpanLink link) {
    ObjectNode node = NODES.objectNode();
    ids(link.ids(), node);
    attributes(link.attributes(), node);
    return node;
  }

  private static void attributes(SpanAttributes attributes, ObjectNode node) {
    node.set("attributes", attributes(attributes.attributes()));
    node.put("droppedAttributesCount", Integer.toUnsignedLong(attributes.dropped()));
  }

  private static ObjectNode attributes(Attributes attributes) {
    ObjectNode node = NODES.objectNode();
    attributes.forEach((key, value) -> node.set(key.getKey(), json(value)));
    return node;
  }

  private static ObjectNode object(String name, JsonNode value) {
    ObjectNode node = NODES.objectNode();
    node.set(name, value);
    return node;
  }

  private static JsonNode json(Object value) {
    return switch (value) {
      case String text -> NODES.textNode(text);
      case Long number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case Boolean truth -> NODES.booleanNode(truth);
      case List<?> items when !items.isEmpty() && items.getFirst() instanceof KeyValue -> {
        ObjectNode node = NODES.objectNode();
        items.forEach(
            item -> node.set(((KeyValue) item).getKey(), json(((KeyValue) item).getValue())));
        yield node;
      }
      case List<?> items -> {
        ArrayNode node = NODES.arrayNode();
        items.forEach(item -> node.add(json(item)));
        yield node;
      }
      case Value<?> wrapped -> json(wrapped.getValue());
      default -> throw new IllegalArgumentException("" + value.getClass());
    };
  }

  private static InstrumentationScopeInfo scope(Random random) {
    return OtelSource.scope(
        text(random), random.nextBoolean() ? "" : "1.2", "", attributes(random, "s"));
  }

  private static SpanIds ids(Random random, String parent) {
    return new SpanIds(id(random) + id(random), id(random), parent, text(random), random.nextInt());
  }

  private static String id(Random random) {
    return "%016x".formatted(random.nextLong() | 1);
  }

  private static long time(Random random) {
    return random.nextInt(4) == 0 ? 0 : MILLIS * 1_000_000 + random.nextInt();
  }

  private static SpanAttributes spanAttributes(Random random) {
    return new SpanAttributes(attributes(random, "a"), random.nextBoolean() ? 0 : random.nextInt());
  }

  private static <T> Counted<T> counted(Random random, Function<Integer, T> item) {
    List<T> items = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      items.add(item.apply(i));
    }
    return new Counted<>(items, random.nextBoolean() ? 0 : random.nextInt());
  }

  private static Attributes attributes(Random random, String prefix) {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = random.nextInt(12); i > 0; i--) {
      String name = prefix + i + ".b";
      switch (random.nextInt(6)) {
        case 0 -> attributes.put(name, number(random));
        case 1 -> attributes.put(name, random.nextGaussian());
        case 2 -> attributes.put(name, random.nextBoolean());
        case 3 -> attributes.put(name, text(random), text(random));
        case 4 -> attributes.put(AttributeKey.valueKey(name), value(random, 3));
        default -> attributes.put(name, text(random));
      }
    }
    return attributes.build();
  }

  private static Value<?> value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> Value.of(number(random));
      case 1 -> Value.of(random.nextDouble());
      case 2 -> Value.of(random.nextBoolean());
      case 4 -> {
        List<Value<?>> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth - 1));
        }
        yield Value.of(items);
      }
      case 5 -> {
        KeyValue[] members = new KeyValue[random.nextInt(1, 4)];
        for (int i = 0; i < members.length; i++) {
          members[i] = KeyValue.of("k" + i, value(random, depth - 1));
        }
        yield Value.of(members);
      }
      default -> Value.of(text(random));
    };
  }

  private static long number(Random random) {
    return random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextLong();
  }

  private static String text(Random random) {
    int index = random.nextInt(random.nextInt(20) == 0 ? TEXTS.length : 4);
    return TEXTS[index];
  }

  private static <E> E constant(Random random, E[] constants) {
    return constants[random.nextInt(constants.length)];
  }
}
