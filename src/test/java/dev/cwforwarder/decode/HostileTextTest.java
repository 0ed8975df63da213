package dev.cwforwarder.decode;

import static dev.cwforwarder.testing.Payloads.SOURCE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.testing.Payloads;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Malformed text does not affect other records, and as little as possible of its own.
final class HostileTextTest {
  private static final SubscriptionDecoder DECODER =
      new SubscriptionDecoder(SOURCE.region(), 16 * 1024 * 1024);

  @ParameterizedTest
  @CsvSource({
    "80, �", // a continuation byte alone
    "ff, �",
    "c3, �", // the first of two bytes
    "e282, �", // two of three
    "f09f98, �", // three of four
    "e9, �" // Latin 1
  })
  void invalidUtf8IsReplaced(String hex, String replaced) throws DecodeException {
    byte[] middle = HexFormat.of().parseHex(hex);

    assertThat(messages(middle)).containsExactly("first", "a" + replaced + "b", "last");
  }

  @Test
  void invalidUtf8ManyTimesIsReplacedEachTime() throws DecodeException {
    byte[] middle = new byte[100_000];
    Arrays.fill(middle, (byte) 0xff);

    assertThat(messages(middle)).containsExactly("first", "a" + "�".repeat(100_000) + "b", "last");
  }

  /// Surrogates, overlong forms and code points beyond Unicode.
  @ParameterizedTest
  @ValueSource(
      strings = {"eda080", "edb080", "eda080edb080", "c080", "e08080", "f4908080", "f7bfbfbf"})
  void invalidCharactersCostNoRecord(String hex) throws DecodeException {
    assertThat(messages(HexFormat.of().parseHex(hex)))
        .hasSize(3)
        .startsWith("first")
        .endsWith("last");
  }

  @ParameterizedTest
  @CsvSource({"\\ud800", "\\udc00", "\\udc00\\ud800", "\\ud83d x \\ude00"})
  void escapedLoneSurrogatesAreKept(String escape) throws IOException {
    String unescaped = new ObjectMapper().readValue('"' + escape + '"', String.class);

    assertThat(messages(escape.getBytes(ISO_8859_1)))
        .containsExactly("first", "a" + unescaped + "b", "last");
  }

  @ParameterizedTest
  @CsvSource({"00", "01", "07", "08", "09", "0a", "0b", "0c", "0d", "1b", "1f", "7f", "000000"})
  void rawControlCharactersAreKept(String hex) throws DecodeException {
    byte[] middle = HexFormat.of().parseHex(hex);

    assertThat(messages(middle))
        .containsExactly("first", "a" + new String(middle, ISO_8859_1) + "b", "last");
  }

  @Test
  void escapedControlCharactersAreKept() throws DecodeException {
    for (int c = 0; c < 0x20; c++) {
      byte[] escape = "\\u%04x".formatted(c).getBytes(ISO_8859_1);
      assertThat(messages(escape)).containsExactly("first", "a" + (char) c + "b", "last");
    }
  }

  @Test
  void everyCharacterOfUnicodeIsKept() throws DecodeException {
    List<LogEvent> events =
        IntStream.rangeClosed(0, 0x10ff)
            .mapToObj(block -> Payloads.event(block, blockOf256(block)))
            .toList();

    assertThat(DECODER.decode(Payloads.gzip(Payloads.document(SOURCE, events))).getFirst().events())
        .isEqualTo(events);
  }

  /// Names come from CloudWatch and the filter pattern. The parser accepts everything in them
  /// except for lone surrogates.
  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d\\ude00", "\\u0000", "\u0001", ""})
  void hostileNamesCostNoRecord(String name) throws DecodeException {
    String document =
        """
        {"messageType":"DATA_MESSAGE","owner":"o","logGroup":"g","logStream":"s","%1$s":1,
         "logEvents":[{"id":"i","timestamp":1,"message":"m","extractedFields":{"%1$s":"v"}}]}"""
            .formatted(name);

    LogEvent event = DECODER.decode(Payloads.gzip(document)).getFirst().events().getFirst();

    assertThat(event.message()).isEqualTo("m");
    assertThat(event.extractedFields()).hasSize(1).containsValue("v");
  }

  @Test
  void invalidUtf8InNamesIsReplacedToo() throws DecodeException {
    String document =
        """
        {"messageType":"DATA_MESSAGE","owner":"o","logGroup":"g\u00e9","logStream":"s",
         "\u00ff":1,"logEvents":[{"id":"i","timestamp":1,"message":"m"}]}""";

    assertThat(DECODER.decode(Payloads.gzip(document.getBytes(ISO_8859_1))).getFirst().source())
        .isEqualTo(new LogSource("o", SOURCE.region(), "g�", "s"));
  }

  /// The messages of three events; the second message is `a`, `middle`, `b`.
  private static List<String> messages(byte[] middle) throws DecodeException {
    String document =
        Payloads.document(
                SOURCE,
                List.of(
                    Payloads.event(0, "first"),
                    Payloads.event(1, "a@@b"),
                    Payloads.event(2, "last")))
            .toString();
    String withBytes = document.replace("@@", new String(middle, ISO_8859_1));
    return DECODER
        .decode(Payloads.gzip(withBytes.getBytes(ISO_8859_1)))
        .getFirst()
        .events()
        .stream()
        .map(LogEvent::message)
        .toList();
  }

  /// 256 code points except for surrogates.
  private static String blockOf256(int block) {
    return IntStream.range(block << 8, (block + 1) << 8)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
