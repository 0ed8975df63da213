package dev.cwforwarder.map.content;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonMessageTest {
  @Test
  void textBecomesTheBodyAndFieldsBecomeAttributes() {
    Content content =
        Reading.of(
            "{\"level\":\"warn\",\"message\":\"slow\",\"n\":9007199254740993,\"d\":1.5,\"ok\":true,"
                + "\"gone\":null,\"customer\":{\"id\":7},\"items\":[\"a\",{\"b\":2}]}\n");

    assertThat(content.body()).isEqualTo("slow");
    assertThat(content.severityText()).isEqualTo("WARN");
    assertThat(Reading.attributes(content))
        .containsExactly(
            "level=warn",
            "n=9007199254740993",
            "d=1.5",
            "ok=true",
            "customer.id=7",
            "items.0=a",
            "items.1.b=2");
  }

  @Test
  void numbersKeepTheirTypes() {
    Content content = Reading.of("{\"i\":1,\"d\":1.0,\"huge\":123456789012345678901234567890}");

    assertThat(content.attributes().get(longKey("i"))).isEqualTo(1);
    assertThat(content.attributes().get(doubleKey("d"))).isEqualTo(1.0);
    assertThat(content.attributes().get(stringKey("huge")))
        .isEqualTo("123456789012345678901234567890");
  }

  @Test
  void numbersThatNoDoubleHoldsStayText() {
    assertThat(Reading.attributes(Reading.of("{\"a\":1e999,\"b\":0." + "1".repeat(40) + "}")))
        .containsExactly("a=1e999", "b=0." + "1".repeat(40));
  }

  @Test
  void rawBodyIsTheMessageAsItCame() {
    String message = "{\"message\":\"slow\",\"log.record.uid\":\"x\"}";

    assertThat(Reading.raw(message).body()).isEqualTo(message);
    assertThat(Reading.attributes(Reading.raw(message)))
        .containsExactlyInAnyOrder("message=slow", "original.log.record.uid=x");
  }

  @Test
  void withoutATextTheMessageIsTheBody() {
    assertThat(Reading.of("{\"a\":1}").body()).isEqualTo("{\"a\":1}");
    assertThat(Reading.of("{\"message\":{\"a\":1}}").body()).isEqualTo("{\"message\":{\"a\":1}}");
    assertThat(Reading.of("{\"message\":\" \"}").body()).isEqualTo("{\"message\":\" \"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{\"msg\":\"a\"}~a",
        "{\"event\":\"a\",\"msg\":\"b\"}~b",
        "{\"msg\":\"b\",\"event\":\"a\"}~b",
        "{\"log\":\"a\",\"stream\":\"stdout\"}~a",
        "{\"@m\":\"a\",\"@mt\":\"{x}\"}~a"
      })
  void bestNameOfATextWins(String message, String body) {
    assertThat(Reading.of(message).body()).isEqualTo(body);
  }

  @Test
  void textThatIsNotTheBodyIsAnAttribute() {
    assertThat(Reading.attributes(Reading.of("{\"event\":\"a\",\"msg\":\"b\",\"log\":\"c\"}")))
        .containsExactlyInAnyOrder("event=a", "log=c");
  }

  @Test
  void uidCannotBeReplaced() {
    Content content =
        Reading.of(
            "{\"message\":\"m\",\"log\":{\"record\":{\"uid\":\"x\"}},\"log.record.uid\":\"y\"}");

    assertThat(content.attributes().get(RecordKeys.UID)).isEqualTo("uid");
    assertThat(Reading.attributes(content))
        .containsExactly("original.log.record.uid=x", "original.original.log.record.uid=y");
  }

  @Test
  void takenNamesLoseNoValue() {
    assertThat(
            Reading.attributes(
                Reading.of(
                    "{\"a\":1,\"a\":\"2\",\"b.c\":3,\"b\":{\"c\":4},\"\":5,\"cloudwatch\":{\"x\":6}}")))
        .containsExactly(
            "a=1",
            "original.a=2",
            "b.c=3",
            "original.b.c=4",
            "original.=5",
            "original.cloudwatch.x=6");
  }

  @Test
  void nameThatComesAgainAndAgainStaysShort() {
    String message = "{" + "\"a\":1,".repeat(200) + "\"b\":2}";

    List<String> attributes = Reading.attributes(Reading.of(message));

    assertThat(attributes).hasSize(201).startsWith("a=1", "original.a=1", "original.original.a=1");
    assertThat(attributes).allMatch(attribute -> attribute.length() < 25).doesNotHaveDuplicates();
  }

  /// The collector would read the object on one line again and put its numbers over ours.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"log.record.uid\":\"x\"}",
        "{\"n\":9007199254740993}",
        "{\"n\":123456789012345678901234567890}",
        "{\"a\":1,\"a\":2}"
      })
  void bodyThatTheCollectorWouldReadOverOursIsBroken(String message) {
    assertThat(Reading.of(message).body()).isEqualTo("{\n" + message.substring(1));
    assertThat(Reading.raw(message).body()).isEqualTo(message);
  }

  @Test
  void jsonBehindAPrefixGivesAttributesAndStaysInTheBody() {
    Content content = Reading.of("2026-01-01 12:00:00 INFO cart {\"id\":7,\"message\":\"m\"}");

    assertThat(content.body())
        .isEqualTo("2026-01-01 12:00:00 INFO cart {\"id\":7,\"message\":\"m\"}");
    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Reading.attributes(content)).containsExactly("id=7", "message=m");
  }

  @Test
  void ofSeveralObjectsTheFirstSpeaksAndAllAreKept() {
    Content content =
        Reading.of(
            "{\"level\":\"error\",\"message\":\"a\"}\n{\"level\":\"info\",\"message\":\"b\"}");

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(content.body()).contains("\"a\"").contains("\"b\"");
    assertThat(Reading.attributes(content)).containsExactly("level=error", "message=a");
  }

  @Test
  void objectWithinALogLineOfAContainerIsReadAsWell() {
    Content content =
        Reading.of(
            "{\"log\":\"{\\\"level\\\":\\\"info\\\",\\\"message\\\":\\\"cart"
                + " stored\\\",\\\"items\\\":3}\",\"kubernetes\":{\"pod_name\":\"cart\"}}");

    assertThat(content.body()).isEqualTo("cart stored");
    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Reading.attributes(content))
        .containsExactly("kubernetes.pod_name=cart", "level=info", "items=3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1",
        "{\"a\"}",
        "{'a':1}",
        "{",
        "{}x{",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{ not json }",
        "[{\"a\":1}]",
        "\"text\"",
        "12",
        "null"
      })
  void whatIsNoObjectIsText(String message) {
    assertThat(Reading.of(message).body()).isEqualTo(message);
    assertThat(Reading.attributes(Reading.of(message))).isEmpty();
  }

  @Test
  void depthIsBounded() {
    String at = "{\"a\":".repeat(JsonMessage.MAX_DEPTH) + "1" + "}".repeat(JsonMessage.MAX_DEPTH);
    String over = "{\"a\":" + at + "}";

    assertThat(Reading.of(at).truncated()).isFalse();
    assertThat(Reading.attributes(Reading.of(at))).hasSize(1);
    assertThat(Reading.of(over).truncated()).isTrue();
    assertThat(Reading.of(over).body()).isEqualTo(over);
    assertThat(Reading.of("{\"a\":" + "[".repeat(400_000) + "]".repeat(400_000) + "}").body())
        .hasSize(800_006);
  }

  @Test
  void numberOfAttributesIsBounded() {
    assertThat(Reading.of(wide(RecordBuilder.MAX_ATTRIBUTES)).truncated()).isFalse();
    Content over = Reading.of(wide(RecordBuilder.MAX_ATTRIBUTES + 1));
    assertThat(over.truncated()).isTrue();
    assertThat(Reading.attributes(over)).hasSize(RecordBuilder.MAX_ATTRIBUTES);
    assertThat(over.body()).isEqualTo(wide(RecordBuilder.MAX_ATTRIBUTES + 1));
  }

  @Test
  void lengthOfAValueIsBounded() {
    String at = "x".repeat(RecordBuilder.MAX_TEXT_LENGTH);
    assertThat(Reading.of("{\"a\":\"" + at + "\"}").truncated()).isFalse();
    assertThat(Reading.of("{\"a\":\"" + at + "x\"}").truncated()).isTrue();
    assertThat(Reading.attributes(Reading.of("{\"a\":\"" + at + "x\"}")))
        .containsExactly("a=" + at);
    assertThat(Reading.of("{\"message\":\"" + at + "x\"}").body()).isEqualTo(at + "x");
  }

  @Test
  void halfACharacterIsNotKept() {
    String value = "x".repeat(RecordBuilder.MAX_TEXT_LENGTH - 1) + "💳";

    assertThat(Reading.attributes(Reading.of("{\"a\":\"" + value + "\"}")))
        .containsExactly("a=" + "x".repeat(RecordBuilder.MAX_TEXT_LENGTH - 1));
  }

  @Test
  void namesThatAreValuesAreForgotten() {
    FieldNames names = new FieldNames();
    for (int i = 0; i < 3 * FieldNames.MAX_CACHED; i++) {
      names.child(names.root(), "order-" + i);
    }

    assertThat(names.size()).isLessThanOrEqualTo(FieldNames.MAX_CACHED);
  }

  private static String wide(int fields) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < fields; i++) {
      object.put("f" + i, i);
    }
    return object.toString();
  }
}
