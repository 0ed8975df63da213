package dev.cwforwarder.map.otel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.cwforwarder.export.otlp.OtlpEncoder;
import dev.cwforwarder.map.content.RecordKeys;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanRecord;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;

/// Reading any message as a span or a log record of OpenTelemetry terminates, is deterministic, and
/// yields only what can be stored.
///
/// A build runs the test with the inputs in `src/test/resources/dev/cwforwarder/map/otel/`;
/// `scripts/fuzz.sh` searches for new inputs and stores its findings there.
@Tag("slow")
final class OtelFuzzTest {
  private static final int MAX_PAYLOAD_BYTES = 100_000;
  private static final Duration MAX_DURATION = Duration.ofSeconds(5);

  private final SpanReader reader = new SpanReader(MAX_PAYLOAD_BYTES);

  @FuzzTest
  void messageIsReadOrLeft(byte[] input) {
    LogEvent event = new LogEvent("uid", AwsSpans.MILLIS, new String(input, UTF_8));
    long start = System.nanoTime();
    SpanReading reading = reader.read(event);
    OtelLogRecord logRecord = LogRecordReader.read(event);
    check(System.nanoTime() - start < MAX_DURATION.toNanos(), "reading takes too long");
    switch (reading) {
      case SpanReading.Spans(SpanRecord spans) -> {
        checkSpans(spans);
        SpanReading again = reader.read(event);
        check(
            again instanceof SpanReading.Spans(SpanRecord same)
                && Arrays.equals(encoded(spans), encoded(same)),
            "the spans differ");
      }
      case SpanReading.InProgress _, SpanReading.NoSpans _ -> {}
    }
    if (logRecord != null) {
      check(logRecord.getTimestampEpochNanos() > 0, "no time");
      check(event.id().equals(logRecord.getAttributes().get(RecordKeys.UID)), "no uid");
    }
  }

  private static void checkSpans(SpanRecord spans) {
    int count = 0;
    for (Span span : spans.spans()) {
      check(span.endNanos() >= span.startNanos(), "it ends before it starts");
      check(OtelTime.isInWindow(span.startNanos(), AwsSpans.MILLIS), "a time outside the window");
      count++;
    }
    check(count > 0, "no span");
    try {
      check(
          ExportTraceServiceRequest.parseFrom(encoded(spans)).getResourceSpansCount() > 0,
          "an empty request");
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("not encoded", e);
    }
  }

  private static byte[] encoded(SpanRecord spans) {
    OtlpEncoder<SpanRecord, Span> encoder = OtlpEncoder.ofSpans();
    encoder.encode(List.of(spans), Integer.MAX_VALUE);
    return Arrays.copyOf(encoder.encoded().array(), encoder.encoded().length());
  }

  private static void check(boolean holds, String problem) {
    if (!holds) {
      throw new AssertionError(problem);
    }
  }
}
