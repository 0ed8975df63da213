package dev.cwforwarder.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.testing.BucketDocument;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.RandomPayloads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentFormatTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final int CAP = 1 << 20;

  @Test
  void aDocumentIsSelfDescribing() {
    LogEvent event = new LogEvent("id-1", 5, "text", Map.of("@aws.account", "999999999999"));

    JsonNode json = stored(events(List.of(event))).json();

    assertThat(json)
        .hasToString(
            """
            {"format":"clickstack-cloudwatch-forwarder/failure/1","kind":"quarantine",\
            "reason":"HTTP 400","time":"2026-01-02T03:04:05.678Z","httpStatus":400,\
            "messageType":"DATA_MESSAGE","owner":"123456789012","region":"eu-central-1",\
            "logGroup":"/app/web","logStream":"web-1","logEvents":[{"id":"id-1","timestamp":5,\
            "message":"text","extractedFields":{"@aws.account":"999999999999"}}]}\
            """);
  }

  @Test
  void rawInputIsStoredByteForByte() {
    byte[] input = new byte[256];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) i;
    }

    BucketDocument stored = stored(new FailureDocument.RawInput("not decodable", NOW, input));

    assertThat(stored.json().path("kind").asText()).isEqualTo("undecodable");
    assertThat(stored.reason()).isEqualTo("not decodable");
    assertThat(stored.input()).isEqualTo(input);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0",
        "\u0001\u001f\"\\/\b\f\n\r\t\u007f\u0080\u2028",
        "äöü ЖЖ 日本語 \ue000 \ufffd \uffff",
        "\ud83d\ude00",
        "\ud83d",
        "\ude00",
        "a\ude00\ud83db"
      })
  void everyTextIsReadBackUnchanged(String text) throws DecodeException {
    assertReadBackUnchanged(
        new LogSource("123456789012", "eu-central-1", text, text),
        List.of(new LogEvent(text, 1, text, Map.of("$name", text)), new LogEvent("id", 2, text)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE})
  void everyTimeIsReadBackUnchanged(long timestamp) throws DecodeException {
    assertReadBackUnchanged(Payloads.SOURCE, List.of(new LogEvent("id", timestamp, "")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theDecoderReadsAnyDocument(long seed) throws DecodeException {
    RandomPayloads random = new RandomPayloads(seed);

    assertReadBackUnchanged(random.source("eu-central-1"), random.events(200));
  }

  @Test
  void equalDocumentsYieldEqualBytes() {
    Map<String, String> fields = Map.of("a", "1", "b", "2", "c", "3", "d", "4", "e", "5");
    List<LogEvent> events = List.of(new LogEvent("id", 1, "text", fields));

    assertThat(DocumentFormat.gzippedJson(events(events)))
        .isEqualTo(DocumentFormat.gzippedJson(events(events)));
    assertThat(stored(events(events)).json().findPath("extractedFields").fieldNames())
        .toIterable()
        .containsExactly("a", "b", "c", "d", "e");
  }

  /// Otherwise a document with a payload just below the limit of inflated bytes could not be read.
  @Test
  void textBeyondAsciiIsNotEscaped() throws IOException {
    String text = "Ж日".repeat(10_000);
    byte[] gzipped = DocumentFormat.gzippedJson(events(List.of(new LogEvent("id", 1, text))));

    try (GZIPInputStream inflated = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      assertThat(inflated.readAllBytes().length).isLessThan(text.getBytes(UTF_8).length + 1_000);
    }
  }

  private static void assertReadBackUnchanged(LogSource source, List<LogEvent> events)
      throws DecodeException {
    FailureDocument document =
        new FailureDocument.Events(
            FailureDocument.Kind.REJECTED, "reason", 200, NOW, source, events);

    assertThat(
            new SubscriptionDecoder(source.region(), CAP)
                .decode(DocumentFormat.gzippedJson(document)))
        .containsExactly(new LogBatch(source, events));
  }

  private static FailureDocument events(List<LogEvent> events) {
    return new FailureDocument.Events(
        FailureDocument.Kind.QUARANTINE, "HTTP 400", 400, NOW, Payloads.SOURCE, events);
  }

  private static BucketDocument stored(FailureDocument document) {
    return BucketDocument.of("key", DocumentFormat.gzippedJson(document));
  }
}
