package dev.cwforwarder.export.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanIds;
import dev.cwforwarder.span.SpanRecord;
import dev.cwforwarder.testing.otlp.FieldOrder;
import dev.cwforwarder.testing.otlp.OfficialExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Compares the encoder of spans with the official OpenTelemetry exporter, byte for byte, except
/// for the order of a span's fields.
final class SpanEncoderTest {
  private static final int ROUNDS = 400;
  private static final long START = 1_790_812_900_123_456_789L;

  private final OtlpEncoder<SpanRecord, Span> encoder = OtlpEncoder.ofSpans();

  @Test
  void anySpansOfOneScopeAreEncodedAsOpenTelemetryDoes() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Resource resource =
          Resource.create(
              RandomLog.attributes(random, "of.resource"),
              random.nextBoolean() ? "https://schema.example" : null);
      InstrumentationScopeInfo scope =
          InstrumentationScopeInfo.builder("scope")
              .setVersion("1.2.3")
              .setAttributes(RandomLog.attributes(random, "of.scope"))
              .build();
      List<Span> spans = new ArrayList<>();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        spans.add(known(random, resource, scope));
      }

      assertThat(encoded(spans))
          .as("seed %d", seed)
          .isEqualTo(FieldOrder.ofSpans(OfficialExporter.encodeSpans(official(spans))));
    }
  }

  @Test
  void spansOfAScopeAreTogetherWhateverTheirOrder() throws InvalidProtocolBufferException {
    Random random = new Random(1);
    Resource resource = Resource.getDefault();
    List<Span> spans = new ArrayList<>();
    for (String name : List.of("a", "b", "a", "b", "a")) {
      spans.add(known(random, resource, InstrumentationScopeInfo.create(name)));
    }

    List<ResourceSpans> arrived =
        ExportTraceServiceRequest.parseFrom(encoded(spans)).getResourceSpansList();

    assertThat(arrived).hasSize(1);
    assertThat(arrived.getFirst().getScopeSpansList())
        .extracting(scope -> scope.getScope().getName() + " " + scope.getSpansCount())
        .containsExactly("a 3", "b 2");
  }

  @Test
  void flagsAndTraceStateAreKeptAsTheyAre() throws InvalidProtocolBufferException {
    Span span = known(new Random(2), Resource.empty(), InstrumentationScopeInfo.empty());
    String state = "not a=valid,,state";
    Span unusual =
        new Span(
            span.resource(),
            span.scope(),
            new SpanIds(span.ids().traceId(), span.ids().spanId(), "", state, 0xffff_ffff),
            span.name(),
            Span.Kind.UNSPECIFIED,
            0,
            0,
            span.attributes(),
            span.events(),
            span.links(),
            Span.Status.UNSET);

    io.opentelemetry.proto.trace.v1.Span arrived =
        ExportTraceServiceRequest.parseFrom(encoded(List.of(unusual)))
            .getResourceSpans(0)
            .getScopeSpans(0)
            .getSpans(0);

    assertThat(arrived.getFlags()).isEqualTo(0xffff_ffff);
    assertThat(arrived.getTraceState()).isEqualTo(state);
    assertThat(arrived.getKindValue()).isZero();
  }

  @Test
  void aRequestOverTheLimitLeavesNoBytes() {
    Random random = new Random(3);
    SpanRecord record =
        new SpanRecord(
            List.of(
                known(random, Resource.getDefault(), InstrumentationScopeInfo.empty()),
                known(random, Resource.empty(), InstrumentationScopeInfo.create("b"))));
    int size = encoder.encode(List.of(record), Integer.MAX_VALUE);

    assertThat(encoder.encode(List.of(record), size - 1)).isGreaterThan(size - 1);
    assertThat(encoder.encoded().length()).isZero();
    assertThat(encoder.encode(List.of(record), size)).isEqualTo(size);
  }

  /// A span that OpenTelemetry's own classes can hold.
  private static Span known(Random random, Resource resource, InstrumentationScopeInfo scope) {
    Span span = RandomSpan.of(random, resource, scope, START);
    return span.kind() == Span.Kind.UNSPECIFIED ? known(random, resource, scope) : span;
  }

  private static List<SpanData> official(List<Span> spans) {
    return spans.stream().<SpanData>map(OfficialSpan::new).toList();
  }

  /// Each span is a record, as in CloudWatch Logs.
  private byte[] encoded(List<Span> spans) {
    encoder.encode(
        spans.stream().map(span -> new SpanRecord(List.of(span))).toList(), Integer.MAX_VALUE);
    return encoder.encoded().toByteArray();
  }
}
