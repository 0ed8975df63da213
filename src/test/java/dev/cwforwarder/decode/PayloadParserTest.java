package dev.cwforwarder.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares the parser of payloads with Jackson's own.
final class PayloadParserTest {
  private static final JsonFactory OURS = new PayloadParser.Factory(new JsonFactoryBuilder());
  private static final JsonFactory JACKSON = new JsonFactory();

  private static final String[] PARTS = {
    "a", "b c", "0", "~", "\u007f", "/", "\\/", "\\\"", "\\\\", "\\b", "\\f", "\\n", "\\r", "\\t",
    "\\u0041", "\\u00e9", "é", "€", "😀", "\u0080"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void textsAreTheSameWhereverTheBufferEnds(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] json = randomTexts(random).getBytes(UTF_8);

      assertThat(texts(OURS, new ShortReads(json, random)))
          .isEqualTo(texts(JACKSON, new ByteArrayInputStream(json)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-3, -2, -1, 0, 1, 2, 3})
  void textsNearTheMaximumLengthAreTheSame(int more) throws IOException {
    String text = "x".repeat(PayloadParser.MAX_LENGTH + more - 2) + "\\n";
    byte[] json = "[\"%s\",\"end\"]".formatted(text).getBytes(UTF_8);

    assertThat(texts(OURS, new ByteArrayInputStream(json)))
        .isEqualTo(texts(JACKSON, new ByteArrayInputStream(json)));
  }

  @Test
  void aTextCanBeReadAgain() throws IOException {
    try (JsonParser parser =
        OURS.createParser(new ByteArrayInputStream("[\"a\\nb\"]".getBytes(UTF_8)))) {
      parser.nextToken();
      parser.nextToken();

      assertThat(parser.getText()).isEqualTo("a\nb");
      assertThat(parser.getText()).isEqualTo("a\nb");
      assertThat(parser.getTextLength()).isEqualTo(3);
      assertThat(parser.nextToken()).isEqualTo(JsonToken.END_ARRAY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\x", "\\u12", "\u0001", "\n"})
  void aMalformedTextIsRefusedAsByJackson(String malformed) {
    byte[] json = "[\"a%sb\"]".formatted(malformed).getBytes(UTF_8);

    assertThatThrownBy(() -> texts(JACKSON, new ByteArrayInputStream(json)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> texts(OURS, new ByteArrayInputStream(json)))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE", "UTF-8"})
  void otherEncodingsAreDetectedAsByJackson(String encoding) throws IOException {
    for (String mark : List.of("", "\ufeff")) {
      byte[] json = (mark + "[\"aé\\n\"]").getBytes(Charset.forName(encoding));

      assertThat(texts(OURS, new ByteArrayInputStream(json))).containsExactly("aé\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1", "[]"})
  void shortDocumentsAreRead(String json) throws IOException {
    assertThat(texts(OURS, new ByteArrayInputStream(json.getBytes(UTF_8)))).isEmpty();
  }

  private static String randomTexts(Random random) {
    StringBuilder json = new StringBuilder("[");
    for (int texts = random.nextInt(1, 5); texts > 0; texts--) {
      json.append('"');
      for (int parts = random.nextInt(12); parts > 0; parts--) {
        // Mostly those that do not end the fast path.
        json.append(PARTS[random.nextInt(random.nextInt(8) == 0 ? PARTS.length : 14)]);
      }
      json.append(texts == 1 ? "\"" : "\", ");
    }
    return json.append(']').toString();
  }

  private static List<String> texts(JsonFactory json, InputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    try (JsonParser parser = json.createParser(in)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          texts.add(parser.getText());
        }
      }
    }
    return texts;
  }

  /// Returns a few bytes at a time.
  private static final class ShortReads extends ByteArrayInputStream {
    private final Random random;

    ShortReads(byte[] bytes, Random random) {
      super(bytes);
      this.random = random;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(length, random.nextInt(1, 20)));
    }
  }
}
