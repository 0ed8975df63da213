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
  void messageBecomesTheBodyAndFieldsBecomeAttributes() {
    Content content =
        Parsing.of(
            "{\"level\":\"warn\",\"message\":\"slow\",\"n\":9007199254740993,\"d\":1.5,\"ok\":true,"
                + "\"gone\":null,\"customer\":{\"id\":7},\"items\":[\"a\",{\"b\":2}]}\n");

    assertThat(content.body()).isEqualTo("slow");
    assertThat(content.severityText()).isEqualTo("WARN");
    assertThat(Parsing.fields(content))
        .containsExactlyInAnyOrder(
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
    Content content = Parsing.of("{\"i\":1,\"d\":1.0,\"huge\":123456789012345678901234567890}");

    assertThat(content.attributes().get(longKey("i"))).isEqualTo(1);
    assertThat(content.attributes().get(doubleKey("d"))).isEqualTo(1.0);
    assertThat(content.attributes().get(stringKey("huge")))
        .isEqualTo("123456789012345678901234567890");
  }

  @Test
  void numbersThatExceedADoubleRemainText() {
    assertThat(Parsing.attributes(Parsing.of("{\"a\":1e999,\"b\":0." + "1".repeat(40) + "}")))
        .containsExactly("a=1e999", "b=0." + "1".repeat(40));
  }

  @Test
  void rawBodyIsTheWholeMessage() {
    String message = "{\"message\":\"slow\",\"log.record.uid\":\"x\"}";

    assertThat(Parsing.raw(message).body()).isEqualTo(message);
    assertThat(Parsing.attributes(Parsing.raw(message)))
        .containsExactlyInAnyOrder("message=slow", "original.log.record.uid=x");
  }

  @Test
  void objectWithoutAMessageIsTheBody() {
    assertThat(Parsing.of("{\"a\":1}").body()).isEqualTo("{\"a\":1}");
    assertThat(Parsing.of("{\"message\":{\"a\":1}}").body()).isEqualTo("{\"message\":{\"a\":1}}");
    assertThat(Parsing.of("{\"message\":\" \"}").body()).isEqualTo("{\"message\":\" \"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{\"msg\":\"a\"}~a",
        "{\"event\":\"a\",\"msg\":\"b\"}~b",
        "{\"msg\":\"b\",\"event\":\"a\"}~b",
        "{\"log\":\"a\",\"stream\":\"stdout\"}~a",
        "{\"@m\":\"a\",\"@mt\":\"{x}\"}~a",
        "{\"content\":\"a\",\"n\":1}~a",
        "{\"content\":\"a\",\"msg\":\"b\"}~b"
      })
  void messageFieldWithTheHighestPrecedenceIsTheBody(String message, String body) {
    assertThat(Parsing.of(message).body()).isEqualTo(body);
  }

  @Test
  void messageFieldThatIsNotTheBodyIsAnAttribute() {
    assertThat(Parsing.attributes(Parsing.of("{\"event\":\"a\",\"msg\":\"b\",\"log\":\"c\"}")))
        .containsExactlyInAnyOrder("event=a", "log=c");
  }

  @Test
  void uidCannotBeReplaced() {
    Content content =
        Parsing.of(
            "{\"message\":\"m\",\"log\":{\"record\":{\"uid\":\"x\"}},\"log.record.uid\":\"y\"}");

    assertThat(content.attributes().get(RecordKeys.UID)).isEqualTo("uid");
    assertThat(Parsing.attributes(content))
        .containsExactly("original.log.record.uid=x", "original.original.log.record.uid=y");
  }

  @Test
  void repeatedNamesLoseNoValue() {
    assertThat(
            Parsing.attributes(
                Parsing.of(
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
  void nameThatIsRepeatedOftenRemainsShort() {
    String message = "{" + "\"a\":1,".repeat(200) + "\"b\":2}";

    List<String> attributes = Parsing.attributes(Parsing.of(message));

    assertThat(attributes).hasSize(201).startsWith("a=1", "original.a=1", "original.original.a=1");
    assertThat(attributes).allMatch(attribute -> attribute.length() < 25).doesNotHaveDuplicates();
  }

  /// The collector would parse the object again and overwrite the attributes with its own numbers.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"log.record.uid\":\"x\"}",
        "{\"n\":9007199254740993}",
        "{\"n\":123456789012345678901234567890}",
        "{\"a\":1,\"a\":2}"
      })
  void bodyThatTheCollectorWouldParseDifferentlyIsGuarded(String message) {
    assertThat(Parsing.of(message).body()).isEqualTo("{\n" + message.substring(1));
    assertThat(Parsing.raw(message).body()).isEqualTo(message);
  }

  @Test
  void jsonAfterAPrefixYieldsAttributesAndRemainsInTheBody() {
    Content content = Parsing.of("2026-01-01 12:00:00 INFO cart {\"id\":7,\"message\":\"m\"}");

    assertThat(content.body())
        .isEqualTo("2026-01-01 12:00:00 INFO cart {\"id\":7,\"message\":\"m\"}");
    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content)).containsExactly("id=7", "message=m");
  }

  @Test
  void onlyTheFirstOfSeveralObjectsIsParsedAndTheBodyIsComplete() {
    Content content =
        Parsing.of(
            "{\"level\":\"error\",\"message\":\"a\"}\n{\"level\":\"info\",\"message\":\"b\"}");

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(content.body()).contains("\"a\"").contains("\"b\"");
    assertThat(Parsing.fields(content)).containsExactlyInAnyOrder("level=error", "message=a");
  }

  @Test
  void objectInTheLogLineOfAContainerIsParsed() {
    Content content =
        Parsing.of(
            "{\"log\":\"{\\\"level\\\":\\\"info\\\",\\\"message\\\":\\\"cart"
                + " stored\\\",\\\"items\\\":3}\",\"kubernetes\":{\"pod_name\":\"cart\"}}");

    assertThat(content.body()).isEqualTo("cart stored");
    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.fields(content))
        .containsExactlyInAnyOrder("kubernetes.pod_name=cart", "level=info", "items=3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"level\":\"info\",\"msg\":\"m\",\"a\":\"\\x22b\\x22\",\"r\":NaN}",
        "{\"level\":\"info\",\"msg\":\"m\",\"a\":\"\\x22b\\x22\",\"r\":\"NaN\",}",
        "{\"level\":\"info\",\"msg\":\"m\",\"a\":\"\\x22b\\x22\",\"r\":\"NaN\"}\n"
      })
  void recordsThatAreNotQuiteJsonAreParsed(String message) {
    Content content = Parsing.of(message);

    assertThat(content.body()).isEqualTo("m");
    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content)).containsExactly("a=\\x22b\\x22", "r=NaN");
  }

  @Test
  void aTimeIsEnoughForARecordThatIsNotQuiteJson() {
    assertThat(Parsing.attributes(Parsing.of("{\"time\":\"10:00:00\",\"r\":-Infinity,}")))
        .containsExactly("time=10:00:00", "r=-Infinity");
  }

  @Test
  void escapesBehindAnObjectDoNotCutIt() {
    String message = "{\"level\":\"info\",\"msg\":\"m\",\"r\":NaN} " + "\\x22".repeat(40);

    Content content = Parsing.of(message);

    assertThat(content.body()).isEqualTo(message);
    assertThat(Parsing.attributes(content)).containsExactlyInAnyOrder("msg=m", "r=NaN");
  }

  @Test
  void escapesDoNotMakeAMalformedObjectACutOne() {
    String message = "{\"level\":\"info\",\"msg\":\"" + "\\x22".repeat(9) + "\",\"a\":b,\"c\":1,";

    Content content = Parsing.of(message);

    assertThat(content.body()).isEqualTo(message);
    assertThat(Parsing.attributes(content)).isEmpty();
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
  void malformedObjectsAreText(String message) {
    assertThat(Parsing.of(message).body()).isEqualTo(message);
    assertThat(Parsing.attributes(Parsing.of(message))).isEmpty();
  }

  @Test
  void depthIsLimited() {
    String at = "{\"a\":".repeat(JsonMessage.MAX_DEPTH) + "1" + "}".repeat(JsonMessage.MAX_DEPTH);
    String over = "{\"a\":" + at + "}";

    assertThat(Parsing.of(at).truncated()).isFalse();
    assertThat(Parsing.attributes(Parsing.of(at))).hasSize(1);
    assertThat(Parsing.of(over).truncated()).isTrue();
    assertThat(Parsing.of(over).body()).isEqualTo(over);
    assertThat(Parsing.of("{\"a\":" + "[".repeat(400_000) + "]".repeat(400_000) + "}").body())
        .hasSize(800_006);
  }

  @Test
  void numberOfAttributesIsLimited() {
    assertThat(Parsing.of(wide(RecordBuilder.MAX_ATTRIBUTES)).truncated()).isFalse();
    Content over = Parsing.of(wide(RecordBuilder.MAX_ATTRIBUTES + 1));
    assertThat(over.truncated()).isTrue();
    assertThat(Parsing.attributes(over)).hasSize(RecordBuilder.MAX_ATTRIBUTES);
    assertThat(over.body()).isEqualTo(wide(RecordBuilder.MAX_ATTRIBUTES + 1));
  }

  @Test
  void lengthOfAValueIsLimited() {
    String at = "x".repeat(RecordBuilder.MAX_TEXT_LENGTH);
    assertThat(Parsing.of("{\"a\":\"" + at + "\"}").truncated()).isFalse();
    assertThat(Parsing.of("{\"a\":\"" + at + "x\"}").truncated()).isTrue();
    assertThat(Parsing.attributes(Parsing.of("{\"a\":\"" + at + "x\"}")))
        .containsExactly("a=" + at);
    assertThat(Parsing.of("{\"message\":\"" + at + "x\"}").body()).isEqualTo(at + "x");
  }

  @Test
  void surrogatePairsAreNotSplit() {
    String value = "x".repeat(RecordBuilder.MAX_TEXT_LENGTH - 1) + "💳";

    assertThat(Parsing.attributes(Parsing.of("{\"a\":\"" + value + "\"}")))
        .containsExactly("a=" + "x".repeat(RecordBuilder.MAX_TEXT_LENGTH - 1));
  }

  @Test
  void cacheIsClearedWhenNamesAreValues() {
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
