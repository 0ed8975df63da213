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

/// Whatever the object, each of its scalars is an attribute, but for the one text that is the body.
///
/// A text that is an object in turn may be there as what is in it. A number is there with its exact
/// value when it is whole, else as the nearest double or as it was spelled.
final class NoScalarIsLostTest {
  private static final int OBJECTS = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, true", "4, true", "5, false", "6, false", "7, false"})
  void everyScalarIsAnAttributeOrTheBody(long seed, boolean ofFunction) {
    RandomJson random = new RandomJson(seed);
    for (int i = 0; i < OBJECTS; i++) {
      RandomJson.Sample sample = random.object();
      Content content = Reading.read(ContentOptions.DEFAULT, ofFunction, sample.json());
      List<Object> kept = values(content);
      kept.add(content.body());

      assertThat(content.truncated()).isFalse();
      assertAllIn(kept, sample);
    }
  }

  @ParameterizedTest
  @CsvSource({"11, true", "12, false"})
  void withTheMessageAsBodyEveryScalarIsAnAttribute(long seed, boolean ofFunction) {
    RandomJson random = new RandomJson(seed);
    ContentOptions raw = new ContentOptions(true, false, false, false);
    for (int i = 0; i < OBJECTS; i++) {
      RandomJson.Sample sample = random.object();
      Content content = Reading.read(raw, ofFunction, sample.json());

      assertThat(content.body()).isEqualTo(sample.json());
      assertAllIn(values(content), sample);
    }
  }

  private static List<Object> values(Content content) {
    List<Object> values = new ArrayList<>();
    content.attributes().forEach((key, value) -> values.add(value));
    return values;
  }

  private static void assertAllIn(List<Object> kept, RandomJson.Sample sample) {
    for (RandomJson.Scalar scalar : sample.scalars()) {
      assertThat(takes(kept, scalar)).as("%s of %s in %s", scalar, sample.json(), kept).isTrue();
    }
  }

  private static boolean takes(List<Object> kept, RandomJson.Scalar scalar) {
    return switch (scalar.kind()) {
      case TRUTH -> kept.remove((Object) Boolean.valueOf(scalar.value()));
      case NUMBER -> takesNumber(kept, scalar.value());
      case TEXT -> kept.remove((Object) scalar.value()) || takesObject(kept, scalar.value());
    };
  }

  private static boolean takesNumber(List<Object> kept, String spelled) {
    boolean whole = spelled.matches("-?\\d+");
    return (whole && fitsLong(spelled) && kept.remove((Object) Long.valueOf(spelled)))
        || (!whole && kept.remove((Object) Double.valueOf(spelled)))
        || kept.remove((Object) spelled);
  }

  private static boolean fitsLong(String spelled) {
    return new BigInteger(spelled).bitLength() < Long.SIZE;
  }

  private static boolean takesObject(List<Object> kept, String text) {
    try {
      JsonNode object = JSON.readTree(text);
      return object != null && object.isObject() && takesAll(kept, object);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean takesAll(List<Object> kept, JsonNode node) {
    if (node.isContainerNode()) {
      boolean all = true;
      for (JsonNode child : node) {
        all &= takesAll(kept, child);
      }
      return all;
    }
    return node.isNull()
        || (node.isNumber() ? takesNumber(kept, node.asText()) : kept.remove(node.asText()));
  }
}
