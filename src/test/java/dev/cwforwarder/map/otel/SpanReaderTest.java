package dev.cwforwarder.map.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.export.otlp.OtlpEncoder;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanRecord;
import dev.cwforwarder.testing.Spans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpanReaderTest {
  private static final int ROUNDS = 1_000;
  private static final int MAX_PAYLOAD = 4 * 1024 * 1024;

  private final SpanReader reader = new SpanReader(MAX_PAYLOAD);

  @Test
  void anySpanThatAwsWritesComesBackEqual() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Span span = AwsSpans.random(new Random(seed));

      SpanReading reading = read(AwsSpans.message(span));

      assertThat(reading).as("seed %d", seed).isInstanceOf(SpanReading.Spans.class);
      assertThat(encoded(spans(reading))).as("seed %d", seed).isEqualTo(encoded(List.of(span)));
    }
  }

  @Test
  void anySpansOfAnEncodedPayloadComeBackEqual() throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Span> spans = new ArrayList<>();
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        spans.add(AwsSpans.random(random));
      }
      byte[] request = encoded(spans);

      SpanReading reading = read(stdout(request, random.nextBoolean()));

      assertThat(reading).as("seed %d", seed).isInstanceOf(SpanReading.Spans.class);
      assertThat(encoded(spans(reading))).as("seed %d", seed).isEqualTo(request);
    }
  }

  @Test
  void aCutPayloadIsNoSpan() throws IOException {
    byte[] request =
        encoded(List.of(AwsSpans.random(new Random(1)), AwsSpans.random(new Random(2))));
    for (int length = 1; length < request.length; length += 1 + request.length / 300) {
      SpanReading reading = read(stdout(Arrays.copyOf(request, length), false));

      // Between two messages a cut leaves a shorter, valid request.
      if (reading instanceof SpanReading.Spans(SpanRecord spans)) {
        assertThat(spans.spans()).hasSizeLessThan(2);
      }
    }
  }

  @Test
  void aPayloadOverTheLimitIsNoSpan() throws IOException {
    byte[] request = encoded(List.of(AwsSpans.random(new Random(3))));

    assertThat(new SpanReader(request.length).read(event(stdout(request, true))))
        .isInstanceOf(SpanReading.Spans.class);
    assertThat(new SpanReader(request.length - 1).read(event(stdout(request, true))))
        .isInstanceOf(SpanReading.NoSpans.class);
  }

  /// A request that is cut between two messages is a shorter request.
  @Test
  void aPayloadIsNotCutAtTheLimit() throws IOException {
    byte[] first = encoded(List.of(AwsSpans.random(new Random(5))));
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(encoded(List.of(AwsSpans.random(new Random(6)))));

    assertThat(new SpanReader(first.length).read(event(stdout(both.toByteArray(), true))))
        .isInstanceOf(SpanReading.NoSpans.class);
  }

  @Test
  void aSpanCutAnywhereIsNoSpan() {
    String message = Spans.message(1);
    for (int length = 0; length < message.length(); length++) {
      assertThat(read(message.substring(0, length))).isInstanceOf(SpanReading.NoSpans.class);
    }
  }

  /// From 14 days before to 2 hours after the time of the event.
  @ParameterizedTest
  @CsvSource({
    "-1209600000, 0, true",
    "-1209600001, 0, false",
    "0, 7200000, true",
    "0, 7200001, false",
    "7200000, 7200000, true",
    "-1209600000, -1209600000, true"
  })
  void timesOfASpanAreInTheWindowOfItsEvent(long startMillis, long endMillis, boolean isSpan) {
    String message =
        Spans.message(1)
            .replace("1790812800000000001", Long.toString(nanos(startMillis)))
            .replace("1790812800500000001", Long.toString(nanos(endMillis)));

    assertThat(read(message) instanceof SpanReading.Spans).isEqualTo(isSpan);
  }

  private static long nanos(long millisAfterEvent) {
    return (AwsSpans.MILLIS + millisAfterEvent) * 1_000_000;
  }

  @Test
  void aSpanInProgressIsRecognized() {
    assertThat(read(Spans.inProgress(1))).isInstanceOf(SpanReading.InProgress.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text with \"startTimeUnixNano\"",
        "{\"message\":\"\\\"startTimeUnixNano\\\"\"}",
        "{\"startTimeUnixNano\":1}",
        "{\"_aws\":{\"Timestamp\":1,\"CloudWatchMetrics\":[]},\"startTimeUnixNano\":1}"
      })
  void otherMessagesAreNoSpans(String message) {
    assertThat(read(message)).isInstanceOf(SpanReading.NoSpans.class);
  }

  /// `docs/traces.md` states the limit.
  @Test
  void anEncodedPayloadIsRecognizedByItsFirst256Characters() throws IOException {
    String line = stdout(encoded(List.of(AwsSpans.random(new Random(4)))), true);
    int blanks = 256 - "{\"__otel_otlp_stdout\"".length();

    assertThat(read(line.replaceFirst("\\{", "{" + " ".repeat(blanks))))
        .isInstanceOf(SpanReading.Spans.class);
    assertThat(read(line.replaceFirst("\\{", "{" + " ".repeat(blanks + 1))))
        .isInstanceOf(SpanReading.NoSpans.class);
  }

  /// Parsing them as a number would take time that grows with the square of their count.
  @Test
  @Timeout(5)
  void aNumberOfMillionsOfDigitsIsNoSpan() {
    String message =
        Spans.message(1)
            .replace(
                "{\"http.response.status_code\":200}",
                "[{\"key\":\"n\",\"value\":{\"intValue\":\"" + "9".repeat(4_000_000) + "\"}}]");

    assertThat(read(message)).isInstanceOf(SpanReading.NoSpans.class);
  }

  private static String stdout(byte[] request, boolean gzip) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (gzip) {
      try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
        out.write(request);
      }
    } else {
      bytes.writeBytes(request);
    }
    return """
    {"__otel_otlp_stdout":"otlp-stdout-span-exporter@0.16.0","source":"f",\
    "content-type":"application/x-protobuf","content-encoding":"%s","payload":"%s","base64":true}
    """
        .formatted(gzip ? "gzip" : "", Base64.getEncoder().encodeToString(bytes.toByteArray()));
  }

  private SpanReading read(String message) {
    return reader.read(event(message));
  }

  private static LogEvent event(String message) {
    return new LogEvent("id", AwsSpans.MILLIS, message);
  }

  private static List<Span> spans(SpanReading reading) {
    return ((SpanReading.Spans) reading).spans().spans();
  }

  private static byte[] encoded(List<Span> spans) {
    OtlpEncoder<SpanRecord, Span> encoder = OtlpEncoder.ofSpans();
    encoder.encode(List.of(new SpanRecord(spans)), Integer.MAX_VALUE);
    return Arrays.copyOf(encoder.encoded().array(), encoder.encoded().length());
  }
}
