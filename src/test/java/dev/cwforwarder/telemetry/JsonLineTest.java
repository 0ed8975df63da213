package dev.cwforwarder.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonLineTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void membersAreWrittenInOrder() {
    assertThat(new JsonLine().put("a", "x").put("b", -7).putRaw("c", "[1,2]").close())
        .isEqualTo("{\"a\":\"x\",\"b\":-7,\"c\":[1,2]}");
  }

  @Test
  void objectMayBeEmpty() {
    assertThat(new JsonLine().close()).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MIN_VALUE, Long.MAX_VALUE})
  void numbersAreExact(long value) throws JsonProcessingException {
    assertThat(read(new JsonLine().put("n", value)).get("n").longValue()).isEqualTo(value);
  }

  @Test
  void everyCharacterIsReadBack() throws JsonProcessingException {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String text = "a" + (char) c + "b";

      assertThat(read(new JsonLine().put("t", text)).get("t").textValue()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomTextsAreReadBack(long seed) throws JsonProcessingException {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      String value = text(random);

      assertThat(read(new JsonLine().put("a\"b", value)).get("a\"b").textValue()).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void anyLineSurvivesUtf8(long seed) throws JsonProcessingException {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      String value = text(random);
      String line = new JsonLine().put("t", value).close();
      String written = new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

      assertThat(written).isEqualTo(line).doesNotContain("\n", "\r");
      assertThat(JSON.readTree(written).get("t").textValue()).isEqualTo(value);
    }
  }

  /// Random 16-bit units, including lone surrogates.
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
    }
    return text.toString();
  }

  private static JsonNode read(JsonLine line) throws JsonProcessingException {
    return JSON.readTree(line.close());
  }
}
