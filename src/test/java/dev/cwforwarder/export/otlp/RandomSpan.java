package dev.cwforwarder.export.otlp;

import dev.cwforwarder.span.Counted;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanAttributes;
import dev.cwforwarder.span.SpanEvent;
import dev.cwforwarder.span.SpanIds;
import dev.cwforwarder.span.SpanLink;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Creates spans with every OTLP field, at the lengths and numbers where the encoding changes.
public final class RandomSpan {
  private RandomSpan() {}

  /// Creates a span.
  ///
  /// @param start nanoseconds since the epoch
  public static Span of(
      Random random, Resource resource, InstrumentationScopeInfo scope, long start) {
    return new Span(
        resource,
        scope,
        ids(random, random.nextInt(3) == 0 ? "" : id(random)),
        RandomLog.text(random),
        constant(random, Span.Kind.values()),
        start,
        start + random.nextLong(1L << random.nextInt(1, 40)),
        attributes(random),
        counted(random, () -> event(random, start)),
        counted(random, () -> new SpanLink(ids(random, ""), attributes(random))),
        new Span.Status(
            constant(random, Span.StatusCode.values()),
            random.nextBoolean() ? "" : RandomLog.text(random)));
  }

  private static SpanEvent event(Random random, long start) {
    return new SpanEvent(
        random.nextInt(5) == 0 ? 0 : start + random.nextInt(1_000_000),
        RandomLog.text(random),
        attributes(random));
  }

  /// With the flags and the trace state that OpenTelemetry's own classes can hold.
  private static SpanIds ids(Random random, String parent) {
    String state = random.nextInt(3) == 0 ? "vendor=" + random.nextInt(1_000) + ",b=2" : "";
    int flags = random.nextInt(256) | 0x100 | (random.nextBoolean() ? 0x200 : 0);
    return new SpanIds(id(random) + id(random), id(random), parent, state, flags);
  }

  private static String id(Random random) {
    return "%016x".formatted(random.nextLong() | 1);
  }

  private static SpanAttributes attributes(Random random) {
    return new SpanAttributes(
        RandomLog.attributes(random, RandomLog.text(random)), dropped(random));
  }

  private static <T> Counted<T> counted(Random random, Supplier<T> item) {
    List<T> items = Stream.generate(item).limit(random.nextInt(3)).toList();
    return new Counted<>(items, dropped(random));
  }

  private static <E> E constant(Random random, E[] constants) {
    return constants[random.nextInt(constants.length)];
  }

  private static int dropped(Random random) {
    return random.nextInt(3) == 0 ? random.nextInt(1_000) : 0;
  }
}
