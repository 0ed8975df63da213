package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// JSON that ClickStack's collector parses in a body must not change an attribute.
final class BodyReparseGuardTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Pattern OBJECT = Pattern.compile("\\{.*\\}");
  private static final String COLUMNS =
      "2026-01-01T00:00:00.000Z\t8f507cfc-1234-4697-b07a-ac58fc914c95\tINFO\t";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "got {\"log.record.uid\":\"x\"} from peer",
        "{\"id\":7,\"message\":\"request {\\\"id\\\":9} done\"}",
        "{\"id\":7,\"log\":\"{\\\"id\\\":1,\\\"x\\\":2}\"}",
        "2026-01-01 00:00:00 UTC:10.0.0.1(5432):app@shop:[12]:LOG:  statement: select"
            + " '{\"db.namespace\":\"x\"}' as a",
        COLUMNS + "got {\"level\":\"error\"} again",
      })
  void anObjectThatWouldChangeAnAttributeIsGuarded(String message) {
    Content content = Parsing.of(message);

    assertThat(content.body()).contains("{\n");
    checkUnchanged(content);
    assertThat(Parsing.raw(message).body()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "got {\"other\":\"x\"} from peer",
        "{\"id\":7,\"level\":\"info\"}",
        "{\"id\":7,\"log\":\"{\\\"x\\\":2}\"}",
        "head {\"x\":2}",
        COLUMNS + "{\"a\":1}",
        COLUMNS + "{\"level\":\"error\",\"a\":1}",
        "set {1,2} of {3}",
      })
  void otherBodiesAreUnchanged(String message) {
    assertThat(Parsing.of(message).body()).doesNotContain("\n");
  }

  @Test
  void objectsOnFurtherLinesAreGuarded() {
    Content content =
        Parsing.of(
            """
            refused {"log.record.uid":"a"}
                in f {"log.record.uid":"b"} x
                in g {"other":"c"}\
            """);

    checkUnchanged(content);
    assertThat(content.body())
        .isEqualTo(
            """
            refused {
            "log.record.uid":"a"}
                in f {
            "log.record.uid":"b"} x
                in g {"other":"c"}\
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 100})
  void objectsOnManyLinesAreGuarded(int lines) {
    String message =
        IntStream.range(0, lines)
            .mapToObj("{\"log.record.uid\":\"fake%d\"}"::formatted)
            .collect(Collectors.joining("\n"));

    checkUnchanged(Parsing.of(message));
  }

  /// Fields beyond the limits and nulls become no attributes, but the collector parses them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{%s'log.record.uid':'x'}",
        "{%s'log':{'record':{'uid':'x'}}}",
        "{%s'cloudwatch':{'log.group.name':'x'}}",
        "{'cloudwatch':%d}",
        "{'log.record.uid':null}",
        "{'log':{'record':{'uid':null}}}",
        "{'message':'{\\'log.record.uid\\':null}'}",
        "got {'log.record.uid':null} from peer",
      })
  void aFieldThatBecomesNoAttributeReplacesNoReservedOne(String template) {
    String many =
        IntStream.range(0, RecordBuilder.MAX_ATTRIBUTES)
            .mapToObj("'f%d':1,"::formatted)
            .collect(Collectors.joining());
    String deep = "{'a':".repeat(JsonMessage.MAX_DEPTH) + "1" + "}".repeat(JsonMessage.MAX_DEPTH);
    Content content =
        Parsing.of(template.replace("%s", many).replace("%d", deep).replace('\'', '"'));

    assertThat(content.body()).contains("{\n");
    checkUnchanged(content);
  }

  @Test
  void manyLinesWithBracesAreScannedInLinearTime() {
    String message = "{ {\n".repeat(250_000) + "}";
    long start = System.nanoTime();

    assertThat(Parsing.of(message).body()).isEqualTo(message);
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theCollectorChangesNoAttributeWhateverSurroundsAnObject(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    String message = object(random, 0);
    for (int i = random.nextInt(4); i > 0; i--) {
      message =
          switch (random.nextInt(7)) {
            case 0 -> "text " + message;
            case 1 -> message + " text";
            case 2 -> message + "\n" + object(random, 0);
            case 3 -> COLUMNS + message;
            case 4 -> "{\"id\":0,\"msg\":" + JSON.writeValueAsString(message) + "}";
            case 5 -> "a=1 id=2 b=" + JSON.writeValueAsString(message);
            default -> message.replace(",", ",\n  ");
          };
    }

    checkUnchanged(Parsing.of(message));
  }

  private static String object(SplittableRandom random, int depth) {
    List<String> names = List.of("id", "level", "log.record.uid", "a", "a.b", "b", "message");
    StringBuilder object = new StringBuilder("{");
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      String value =
          switch (random.nextInt(4)) {
            case 0 -> depth < 3 ? object(random, depth + 1) : "1";
            case 1 -> "\"t" + random.nextInt(9) + "\"";
            case 2 -> "\"{\\\"id\\\":" + random.nextInt(9) + "}\"";
            default -> "" + random.nextInt(9);
          };
      object.append('"').append(names.get(random.nextInt(names.size()))).append("\":");
      object.append(value).append(i > 1 ? "," : "}");
    }
    return object.toString();
  }

  /// Like the collector, overwrites the attributes with the first object that is on a single line.
  private static void checkUnchanged(Content content) {
    Map<String, String> found = new TreeMap<>();
    Matcher object = OBJECT.matcher(content.body());
    if (object.find()) {
      try {
        flatten("", JSON.readTree(object.group()), found);
      } catch (JsonProcessingException _) {
        found.clear();
      }
    }
    content
        .attributes()
        .forEach(
            (key, value) -> {
              if (found.containsKey(key.getKey())) {
                assertThat(found.get(key.getKey())).isEqualTo(String.valueOf(value));
              }
            });
  }

  private static void flatten(String name, JsonNode value, Map<String, String> found) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              member ->
                  flatten(
                      name.isEmpty() ? member.getKey() : name + '.' + member.getKey(),
                      member.getValue(),
                      found));
    } else {
      found.put(name, value.asText());
    }
  }
}
