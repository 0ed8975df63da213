package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each scalar of a random object is an attribute, except the text that is the body, and what the
/// record states: its ids and its severity, whose name may be in any case.
///
/// A text that is an object itself may be parsed into attributes. An integer keeps its exact value;
/// any other number is the nearest double or remains text.
final class NoScalarIsLostTest {
  private static final int OBJECTS = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, true", "4, true", "5, false", "6, false", "7, false"})
  void everyScalarIsAnAttributeOrTheBody(long seed, boolean isFunction) {
    RandomJson random = new RandomJson(seed);
    for (int i = 0; i < OBJECTS; i++) {
      RandomJson.Sample sample = random.object();
      Content content = Parsing.read(ContentOptions.DEFAULT, isFunction, sample.json());
      List<Object> values = fields(content);
      values.add(content.body());
      assertStated(content);

      assertThat(content.truncated()).isFalse();
      assertAllIn(values, sample);
    }
  }

  @ParameterizedTest
  @CsvSource({"11, true", "12, false"})
  void everyScalarIsAnAttributeIfTheMessageIsTheBody(long seed, boolean isFunction) {
    RandomJson random = new RandomJson(seed);
    ContentOptions raw = new ContentOptions(true, false, XrayTraceIds.OFF, false);
    for (int i = 0; i < OBJECTS; i++) {
      RandomJson.Sample sample = random.object();
      Content content = Parsing.read(raw, isFunction, sample.json());

      assertThat(content.body()).isEqualTo(sample.json());
      assertAllIn(values(content), sample);
    }
  }

  private static List<Object> values(Content content) {
    List<Object> values = new ArrayList<>();
    content.attributes().forEach((key, value) -> values.add(value));
    return values;
  }

  private static List<Object> fields(Content content) {
    List<Object> values = new ArrayList<>();
    Content.forEachField(content.attributes(), (key, value) -> values.add(value));
    return values;
  }

  /// A field that is not an attribute is stated by the record.
  private static void assertStated(Content content) {
    List<Object> hidden = fields(content);
    values(content).forEach(hidden::remove);
    assertThat(hidden)
        .allMatch(
            value ->
                value.equals(content.span().getTraceId())
                    || value.equals(content.span().getSpanId())
                    || content.severity().name().equalsIgnoreCase(value.toString()));
  }

  private static void assertAllIn(List<Object> values, RandomJson.Sample sample) {
    for (RandomJson.Scalar scalar : sample.scalars()) {
      assertThat(remove(values, scalar))
          .as("%s of %s in %s", scalar, sample.json(), values)
          .isTrue();
    }
  }

  private static boolean remove(List<Object> values, RandomJson.Scalar scalar) {
    return switch (scalar.kind()) {
      case BOOLEAN -> values.remove((Object) Boolean.valueOf(scalar.value()));
      case NUMBER -> removeNumber(values, scalar.value());
      case TEXT -> values.remove((Object) scalar.value()) || removeObject(values, scalar.value());
    };
  }

  private static boolean removeNumber(List<Object> values, String text) {
    boolean integer = text.matches("-?\\d+");
    return (integer && fitsLong(text) && values.remove((Object) Long.valueOf(text)))
        || (!integer && values.remove((Object) Double.valueOf(text)))
        || values.remove((Object) text);
  }

  private static boolean fitsLong(String text) {
    return new BigInteger(text).bitLength() < Long.SIZE;
  }

  private static boolean removeObject(List<Object> values, String text) {
    try {
      JsonNode object = JSON.readTree(text);
      return object != null && object.isObject() && removeAll(values, object);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean removeAll(List<Object> values, JsonNode node) {
    if (node.isContainerNode()) {
      boolean all = true;
      for (JsonNode child : node) {
        all &= removeAll(values, child);
      }
      return all;
    }
    return node.isNull()
        || (node.isNumber() ? removeNumber(values, node.asText()) : values.remove(node.asText()));
  }
}
