package dev.cwforwarder.decode;

import static dev.cwforwarder.testing.Payloads.SOURCE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import dev.cwforwarder.decode.FastJsonScanner.UnusualException;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.RandomPayloads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The quick reader reads what CloudWatch writes, and never anything else than the careful one.
final class FastPayloadReaderTest {
  private static final int CAP_BYTES = 64 * 1024 * 1024;
  private static final SubscriptionDecoder CAREFUL =
      new SubscriptionDecoder(SOURCE.region(), CAP_BYTES);

  /// AWS's own example.
  private static final String SAMPLE =
      """
      {"owner":"111111111111","logGroup":"CloudTrail/logs",
       "logStream":"111111111111_CloudTrail/logs_us-east-1",
       "subscriptionFilters":["Destination"],"messageType":"DATA_MESSAGE",
       "logEvents":[
        {"id":"31953106606966983378809025079804211143289615424298221568",
         "timestamp":1432826855000,
         "message":"{\\"eventVersion\\":\\"1.03\\",\\"userIdentity\\":{\\"type\\":\\"Root\\"}"},
        {"id":"31953106606966983378809025079804211143289615424298221569",
         "timestamp":1432826855001,"message":"a\\tb\\u00e9\\ud83d\\ude00é😀\\/\\\\\\n"}]}
      """;

  /// As Latin-1, so that bytes that are no UTF-8 can be among them.
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

  @Test
  void whatCloudWatchWritesIsReadQuickly() throws IOException {
    LogBatch batch = quick(SAMPLE).orElseThrow().getFirst();

    assertThat(batch.source().logGroup()).isEqualTo("CloudTrail/logs");
    assertThat(batch.events())
        .extracting(LogEvent::message)
        .containsExactly(
            "{\"eventVersion\":\"1.03\",\"userIdentity\":{\"type\":\"Root\"}", "a\tbé😀é😀/\\\n");
    assertThat(quick(Payloads.document(SOURCE, Payloads.events(5_000)).toString()))
        .contains(List.of(new LogBatch(SOURCE, Payloads.events(5_000))));
    assertThat(quick(Payloads.controlMessage().toString())).contains(List.of());
  }

  @Test
  void whatAnAccountPolicyAndSystemFieldsAddIsReadQuickly() throws IOException {
    LogEvent event = new LogEvent("1", 2, "m", Map.of("@aws.account", "123456789012"));
    ObjectNode document = Payloads.document(SOURCE, List.of(event));
    document.put("policyLevel", "ACCOUNT_LEVEL_POLICY");

    assertThat(quick(document + "\n" + document))
        .contains(
            List.of(new LogBatch(SOURCE, List.of(event)), new LogBatch(SOURCE, List.of(event))));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bothReadRandomPayloadsAlike(long seed) throws IOException {
    RandomPayloads payloads = new RandomPayloads(seed);
    for (int i = 0; i < 100; i++) {
      String document =
          payloads.document(payloads.source(SOURCE.region()), payloads.events(40)).toString();

      check(document.getBytes(UTF_8));
    }
  }

  /// Whatever is changed in a document, the quick reader does not take for right what is wrong.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bothReadChangedDocumentsAlike(long seed) throws IOException {
    Random random = new Random(seed);
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] document = SAMPLE.getBytes(UTF_8);
      for (int change = random.nextInt(3); change >= 0 && document.length > 1; change--) {
        document = changed(document, random);
      }
      taken += check(document) ? 1 : 0;
    }
    assertThat(taken).as("documents taken").isBetween(2_000, 18_000);
  }

  /// Texts of escapes, halves of escapes, letters of every width and bytes that are none.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bothReadAnyTextAlike(long seed) throws IOException {
    Random random = new Random(seed);
    int taken = 0;
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
      taken += check(Payloads.concat(head, text, middle, event, text, message, text, end)) ? 1 : 0;
      check(Payloads.concat(head, text));
    }
    assertThat(taken).as("documents taken").isBetween(2_000, 18_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {999, 1_000, 1_001, 16_667, 50_000, 50_001})
  void namesOfAnyLengthAreReadAlike(int length) throws IOException {
    for (String letter : List.of("n", "\u20ac")) {
      LogEvent event = new LogEvent("1", 2, "m", Map.of(letter.repeat(length), "v"));
      byte[] document = Payloads.document(SOURCE, List.of(event)).toString().getBytes(UTF_8);

      assertThat(check(document)).isEqualTo(length <= 1_000);
    }
  }

  /// Deflate makes nothing 1,033 times smaller.
  @Test
  void aSizeThatCannotBeTakesNoMemory() {
    byte[] payload = Payloads.gzip("{}");
    payload[payload.length - 2] = (byte) 0xff;
    payload[payload.length - 3] = (byte) 0xff;
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();

    assertThatThrownBy(() -> FastPayloadReader.read(payload, CAP_BYTES, ""))
        .isInstanceOf(UnusualException.class);

    assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * 1024 * 1024);
  }

  @Test
  void whatIsMadeAsSmallAsCanBeIsReadQuickly() throws IOException {
    LogEvent event = new LogEvent("1", 2, "m".repeat(15_000_000));

    assertThat(quick(Payloads.document(SOURCE, List.of(event)).toString())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"timestamp\":01",
        "\"timestamp\":-1",
        "\"timestamp\":1.0",
        "\"timestamp\":1e3",
        "\"timestamp\":1234567890123456789",
        "\"timestamp\":\"1\"",
        "\"timestamp\":",
        "\"timestamp\":1,",
        "\"timestamp\":1,\"new\":1",
        "\"timestamp\":1,\"extractedFields\":null",
        "\"timestamp\":1,\"extractedFields\":{\"a\":1}",
        "\"timestamp\":1,\"message\":\"\\ud800\"",
        "\"timestamp\":1,\"message\":\"\\u00g0\"",
        "\"timestamp\":1,\"message\":\"\\x\"",
        "\"timestamp\":1,\"message\":\"a\u0001\"",
        "\"timestamp\":1,\"message\":\"\ufffd\"",
        "\"timestamp\":1,\"\\u0069d\":\"1\""
      })
  void anythingElseIsLeftToTheCarefulReader(String field) {
    String document =
        "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"o\",\"logGroup\":\"g\",\"logStream\":\"s\","
            + "\"logEvents\":[{\"id\":\"i\",\"message\":\"m\","
            + field
            + "}]}";

    assertThatThrownBy(() -> FastPayloadReader.read(Payloads.gzip(document), CAP_BYTES, ""))
        .isInstanceOf(UnusualException.class);
  }

  @Test
  void aLargePayloadIsNotHeldInMemoryTwice() {
    byte[] payload = Payloads.gzip(new byte[FastPayloadReader.MOST_BYTES + 1]);

    assertThatThrownBy(() -> FastPayloadReader.read(payload, CAP_BYTES, ""))
        .isInstanceOf(UnusualException.class);
  }

  /// One byte is replaced, added or left out, or the end is.
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

  /// Whether the quick reader takes `document`, which the careful one then reads as it does.
  private static boolean check(byte[] document) throws IOException {
    byte[] gzipped = Payloads.gzip(document);
    Optional<List<LogBatch>> quick = quick(gzipped);
    if (quick.isPresent()) {
      assertThat(CAREFUL.decodeAny(gzipped)).isEqualTo(quick.get());
    }
    return quick.isPresent();
  }

  private static Optional<List<LogBatch>> quick(String document) throws IOException {
    return quick(Payloads.gzip(document));
  }

  private static Optional<List<LogBatch>> quick(byte[] gzipped) throws IOException {
    try {
      return Optional.of(FastPayloadReader.read(gzipped, CAP_BYTES, SOURCE.region()));
    } catch (UnusualException e) {
      return Optional.empty();
    }
  }
}
