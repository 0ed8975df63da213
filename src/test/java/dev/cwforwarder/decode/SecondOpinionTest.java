package dev.cwforwarder.decode;

import static dev.cwforwarder.testing.Payloads.SOURCE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.CloudWatchLogsEvent;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.RandomPayloads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Decodes the same payloads with AWS's event class, the JDK's gzip and Jackson's tree model.
final class SecondOpinionTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  /// AWS's own example, with the escapes that messages contain.
  private static final String SAMPLE =
      """
      {"owner":"111111111111","logGroup":"CloudTrail/logs",
       "logStream":"111111111111_CloudTrail/logs_us-east-1",
       "subscriptionFilters":["Destination"],"messageType":"DATA_MESSAGE",
       "policyLevel":"ACCOUNT_LEVEL_POLICY",
       "logEvents":[
        {"id":"31953106606966983378809025079804211143289615424298221568",
         "timestamp":1432826855000,
         "message":"{\\"eventVersion\\":\\"1.03\\",\\"userIdentity\\":{\\"type\\":\\"Root\\"}"},
        {"id":"31953106606966983378809025079804211143289615424298221569",
         "timestamp":1432826855001,"message":"a\\tb\\u00e9\\ud83d\\ude00é😀\\/\\\\\\n"}]}
      """;

  /// Parts of JSON text as Latin-1, so that malformed UTF-8 can be among them.
  private static final String[] PARTS = {
    "a",
    "b c",
    "\\n",
    "\\\\",
    "\\\"",
    "\\/",
    "\\t",
    "\\u0000",
    "\\u00e9",
    "\\u20AC",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\ude00",
    "\\ud83dx",
    "\\uFFFE",
    "\\ufeff",
    "\\u12",
    "\\",
    "\\x",
    "\\u",
    "\u00c3\u00a9",
    "\u00e2\u0082\u00ac",
    "\u00f0\u009f\u0098\u0080",
    "\u00c3",
    "\u00a9",
    "\u00e2\u0082",
    "\u00ed\u00a0\u00bd",
    "\u00ed\u00b8\u0080",
    "\u00c0\u0080",
    "\u00f4\u0090\u0080\u0080",
    "\u00ef\u00bf\u00bd",
    "\u00ff",
    "\0",
    "\u007f",
    "\u00ef\u00bb\u00bf",
    "\"",
    "\",\""
  };

  private static final SubscriptionDecoder DECODER =
      new SubscriptionDecoder(SOURCE.region(), 64 * 1024 * 1024);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bothDecodeRandomPayloadsAlike(long seed) throws IOException {
    RandomPayloads payloads = new RandomPayloads(seed);
    for (int i = 0; i < 100; i++) {
      LogSource source = payloads.source(SOURCE.region());
      List<LogEvent> events = payloads.events(40);
      byte[] event = Payloads.envelope(Payloads.gzip(payloads.document(source, events)));

      List<LogBatch> decoded = DECODER.decode(AwsLogsEnvelope.data(event));

      assertThat(decoded).isEqualTo(List.of(new LogBatch(source, events)));
      assertThat(decoded).isEqualTo(List.of(secondOpinion(event)));
    }
  }

  @Test
  void bothDecodeAFullPayloadAlike() throws IOException {
    byte[] event = Payloads.invocation(SOURCE, Payloads.events(10_000));

    assertThat(DECODER.decode(AwsLogsEnvelope.data(event)))
        .isEqualTo(List.of(secondOpinion(event)));
  }

  @Test
  void bothDecodeTheExampleOfAwsAlike() throws IOException {
    LogBatch batch = DECODER.decode(Payloads.gzip(SAMPLE)).getFirst();

    assertThat(batch.source().logGroup()).isEqualTo("CloudTrail/logs");
    assertThat(batch.events())
        .extracting(LogEvent::message)
        .containsExactly(
            "{\"eventVersion\":\"1.03\",\"userIdentity\":{\"type\":\"Root\"}", "a\tbé😀é😀/\\\n");
    assertThat(batch).isEqualTo(secondOpinion(Payloads.envelope(Payloads.gzip(SAMPLE))));
  }

  /// Whatever changes in a document, it is decoded as Jackson's tree model reads it, or refused.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bothDecodeChangedDocumentsAlike(long seed) throws IOException {
    Random random = new Random(seed);
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] document = SAMPLE.getBytes(UTF_8);
      for (int change = random.nextInt(3); change >= 0 && document.length > 1; change--) {
        document = changed(document, random);
      }
      accepted += isAcceptedAlike(document) ? 1 : 0;
    }
    assertThat(accepted).as("accepted documents").isBetween(2_000, 18_000);
  }

  /// Texts of escapes, halves of escapes, letters of every width and malformed UTF-8.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bothDecodeAnyTextAlike(long seed) throws IOException {
    Random random = new Random(seed);
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] text = new byte[0];
      for (int parts = random.nextInt(8); parts > 0; parts--) {
        text = Payloads.concat(text, PARTS[random.nextInt(PARTS.length)].getBytes(ISO_8859_1));
      }
      byte[] head = "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"".getBytes(UTF_8);
      byte[] middle = "\",\"logGroup\":\"g\",\"logStream\":\"s\",\"logEvents\":[{".getBytes(UTF_8);
      byte[] event = "\"id\":\"\",\"timestamp\":0,\"extractedFields\":{\"".getBytes(UTF_8);
      byte[] message = "\":\"\"},\"message\":\"".getBytes(UTF_8);
      byte[] end = "\"}]}".getBytes(UTF_8);
      byte[] document = Payloads.concat(head, text, middle, event, text, message, text, end);
      accepted += isAcceptedAlike(document) ? 1 : 0;
      assertThat(isAcceptedAlike(Payloads.concat(head, text))).as("truncated").isFalse();
    }
    assertThat(accepted).as("accepted documents").isBetween(2_000, 18_000);
  }

  /// Whether the decoder accepts `document`; if so and the document is UTF-8, Jackson's tree model
  /// reads the same events.
  private static boolean isAcceptedAlike(byte[] document) throws IOException {
    byte[] gzipped = Payloads.gzip(document);
    List<LogBatch> decoded;
    try {
      decoded = DECODER.decode(gzipped);
    } catch (DecodeException e) {
      return false;
    }
    if (decoded.size() == 1 && isUtf8(document)) {
      assertThat(decoded.getFirst()).isEqualTo(secondOpinion(Payloads.envelope(gzipped)));
    }
    return true;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /// Replaces, inserts or deletes one byte, or truncates the document.
  private static byte[] changed(byte[] document, Random random) {
    int at = random.nextInt(1, document.length);
    byte other =
        random.nextBoolean()
            ? document[random.nextInt(document.length)]
            : (byte) random.nextInt(256);
    byte[] rest = Arrays.copyOfRange(document, at + 1, document.length);
    byte[] head = Arrays.copyOf(document, at);
    return switch (random.nextInt(10)) {
      case 0 -> Payloads.concat(head, rest);
      case 1 -> Payloads.concat(head, new byte[] {other, document[at]}, rest);
      case 2 -> head;
      default -> Payloads.concat(head, new byte[] {other}, rest);
    };
  }

  private static LogBatch secondOpinion(byte[] event) throws IOException {
    String data = JSON.readValue(event, CloudWatchLogsEvent.class).getAwsLogs().getData();
    try (GZIPInputStream inflated =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(data)))) {
      JsonNode document = JSON.readTree(inflated);
      List<LogEvent> events = new ArrayList<>();
      document.path("logEvents").forEach(one -> events.add(event(one)));
      LogSource source =
          new LogSource(
              document.path("owner").asText(),
              SOURCE.region(),
              document.path("logGroup").asText(),
              document.path("logStream").asText());
      return new LogBatch(source, events);
    }
  }

  private static LogEvent event(JsonNode event) {
    Map<String, String> fields = new TreeMap<>();
    event
        .path("extractedFields")
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    return new LogEvent(
        event.path("id").asText(),
        event.path("timestamp").asLong(),
        event.path("message").asText(),
        fields);
  }
}
