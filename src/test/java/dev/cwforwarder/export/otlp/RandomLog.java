package dev.cwforwarder.export.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.Body;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Creates log records with every OTLP field, at the lengths and numbers where the encoding
/// changes.
public record RandomLog(
    Resource resource,
    InstrumentationScopeInfo scope,
    long timestampNanos,
    long observedNanos,
    SpanContext span,
    Severity severity,
    @Nullable String severityText,
    @Nullable Value<?> bodyValue,
    Attributes attributes,
    int droppedAttributes,
    @Nullable String eventName)
    implements LogRecordData {
  private static final List<Severity> SEVERITIES = List.of(Severity.values());
  private static final long[] NUMBERS = {
    0, 1, -1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final int[] LENGTHS = {0, 1, 5, 30, 120, 121, 126, 127, 128, 16_383, 16_384};
  private static final String[] LETTERS = {"a", "a", "ä", "€", "😀", "\ud83d", "\0"};

  static LogRecordData of(Random random, Resource resource, InstrumentationScopeInfo scope) {
    return new RandomLog(
        resource,
        scope,
        number(random),
        number(random),
        span(random),
        SEVERITIES.get(random.nextInt(SEVERITIES.size())),
        random.nextBoolean() ? text(random) : null,
        random.nextInt(8) == 0 ? null : value(random, 3),
        attributes(random),
        random.nextInt(3) == 0 ? random.nextInt(1_000) : 0,
        random.nextInt(4) == 0 ? text(random) : null);
  }

  /// Creates a record of a few bytes.
  public static LogRecordData small(
      Random random, Resource resource, InstrumentationScopeInfo scope) {
    return new RandomLog(
        resource,
        scope,
        random.nextInt(2),
        0,
        SpanContext.getInvalid(),
        Severity.UNDEFINED_SEVERITY_NUMBER,
        null,
        Value.of("x".repeat(random.nextInt(60))),
        Attributes.empty(),
        0,
        null);
  }

  /// Creates a record with this body, `attributes` and no other field.
  static LogRecordData of(Value<?> body, Attributes attributes) {
    return new RandomLog(
        Resource.empty(),
        InstrumentationScopeInfo.empty(),
        0,
        0,
        SpanContext.getInvalid(),
        Severity.UNDEFINED_SEVERITY_NUMBER,
        null,
        body,
        attributes,
        0,
        null);
  }

  private static Attributes attributes(Random random) {
    return attributes(random, text(random));
  }

  /// Creates up to a dozen attributes whose names start with `prefix`.
  static Attributes attributes(Random random, String prefix) {
    AttributesBuilder builder = Attributes.builder();
    for (int i = random.nextInt(12); i > 0; i--) {
      String name = prefix + i;
      switch (random.nextInt(9)) {
        case 0 -> builder.put(name, number(random));
        case 1 -> builder.put(name, random.nextGaussian());
        case 2 -> builder.put(name, random.nextBoolean());
        case 3 -> builder.put(name, text(random), text(random));
        case 4 -> builder.put(name, number(random), number(random));
        case 5 -> builder.put(name, 0.0, -0.0, Double.NaN);
        case 6 -> builder.put(name, true, false);
        case 7 -> builder.put(AttributeKey.valueKey(name), value(random, 3));
        default -> builder.put(name, text(random));
      }
    }
    return builder.build();
  }

  private static Value<?> value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> Value.of(number(random));
      case 1 -> Value.of(random.nextDouble());
      case 2 -> Value.of(random.nextBoolean());
      case 3 -> Value.of(text(random).getBytes(StandardCharsets.UTF_8));
      case 4 -> Value.empty();
      case 6 -> {
        List<Value<?>> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth - 1));
        }
        yield Value.of(items);
      }
      case 7 -> {
        List<KeyValue> pairs = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
          pairs.add(KeyValue.of("k" + i, value(random, depth - 1)));
        }
        yield Value.of(pairs.toArray(KeyValue[]::new));
      }
      default -> Value.of(text(random));
    };
  }

  public static String text(Random random) {
    int length = LENGTHS[random.nextInt(LENGTHS.length - (random.nextInt(20) == 0 ? 0 : 2))];
    String letter = LETTERS[random.nextInt(LETTERS.length)];
    return (letter + "x").repeat(length / 2) + (length % 2 == 0 ? "" : letter);
  }

  private static long number(Random random) {
    return random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextLong();
  }

  private static SpanContext span(Random random) {
    String trace = "%016x%016x".formatted(random.nextLong(), random.nextLong());
    String span = "%016x".formatted(random.nextLong());
    return switch (random.nextInt(4)) {
      case 0 -> SpanContext.getInvalid();
      case 1 -> context(trace, "0".repeat(16), TraceFlags.getDefault());
      case 2 -> context(trace, span, TraceFlags.getSampled());
      default -> context(trace, span, TraceFlags.fromByte((byte) random.nextInt()));
    };
  }

  private static SpanContext context(String trace, String span, TraceFlags flags) {
    return SpanContext.create(trace, span, flags, TraceState.getDefault());
  }

  @Override
  public Resource getResource() {
    return resource;
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return scope;
  }

  @Override
  public long getTimestampEpochNanos() {
    return timestampNanos;
  }

  @Override
  public long getObservedTimestampEpochNanos() {
    return observedNanos;
  }

  @Override
  public SpanContext getSpanContext() {
    return span;
  }

  @Override
  public Severity getSeverity() {
    return severity;
  }

  @Override
  public @Nullable String getSeverityText() {
    return severityText;
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation") // abstract in the interface
  public Body getBody() {
    return Body.empty();
  }

  @Override
  public @Nullable Value<?> getBodyValue() {
    return bodyValue;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size() + droppedAttributes;
  }

  @Override
  public @Nullable String getEventName() {
    return eventName;
  }
}
