package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CutJsonTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"level\":\"error\",\"n\":7,\"msg\":\"refu",
        "{\"level\":\"error\",\"n\":7,\"msg\":\"refu[Truncated...]",
        "{\"level\":\"error\",\"n\":7,\"ok\":tr[Truncated...]",
        "{\"level\":\"error\",\"n\":7,\"a\":{\"b\":[1,2,",
        "{\"level\":\"error\",\"n\":7,\"a\":{\"b\":[1,2,[Truncated...]\n",
        "{\"level\":\"error\",\"n\":7,\"ms",
        "{\"level\":\"error\",\"n\":7,\"msg\":",
        "{\"level\":\"error\",\"n\":7,",
        "{\"level\":\"error\",\"n\":7,\"msg\":\"refused\"",
        "{\"level\":\"error\",\"n\":7,\"msg\":\"\\",
        "{\"level\":\"error\",\"n\":7,\"msg\":\"\\u00"
      })
  void fieldsBeforeTheCutAreRead(String message) {
    Content content = Parsing.of(message);

    assertThat(content.body()).isEqualTo(message.stripTrailing());
    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.fields(content)).contains("level=error", "n=7", "log.record.truncated=true");
  }

  @Test
  void theTextOfACutObjectIsAnAttribute() {
    Content content =
        Parsing.of(
            "{\"msg\":\"refused\",\"trace_id\":\"" + TRACE + "\",\"items\":[{\"id\":1},{\"i");

    assertThat(content.body()).startsWith("{\"msg\"").endsWith("{\"i");
    assertThat(content.span().getTraceId()).isEqualTo(TRACE);
    assertThat(Parsing.attributes(content))
        .contains("msg=refused", "items.0.id=1", "log.record.truncated=true");
    assertThat(content.truncated()).isFalse();
  }

  @Test
  void aLongObjectWithoutALogFieldIsCutToo() {
    Content content = Parsing.of("{\"a\":1,\"b\":\"" + "x".repeat(20_000));

    assertThat(Parsing.attributes(content)).contains("a=1", "log.record.truncated=true");
  }

  @Test
  void aCutObjectAfterTheColumnsOfLambdaIsRead() {
    Content content =
        Parsing.of(
            "2026-11-23T12:00:00.415Z\t8f5a7c1e-2b4d-4f6a-9c3e-1d2b3c4d5e6f\tINFO\t"
                + "{\"level\":\"error\",\"n\":7,\"msg\":\"refu");

    assertThat(content.body()).isEqualTo("{\"level\":\"error\",\"n\":7,\"msg\":\"refu");
    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content)).contains("n=7", "log.record.truncated=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-12-07T10:00:00.123456789Z stdout P {\"level\":\"error\",\"n\":7,\"msg\":\"refu",
        "Dec  7 10:00:00 ip-10-0-0-5 web[12]: {\"level\":\"error\",\"n\":7,\"a\":[1,2,"
      })
  void aCutObjectBehindAPrefixIsRead(String message) {
    Content content = Parsing.of(message);

    assertThat(content.body()).isEqualTo(message);
    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content)).contains("n=7", "log.record.truncated=true");
  }

  @Test
  void aFieldOfTheSameNameIsKept() {
    Content content = Parsing.of("{\"level\":\"info\",\"log.record.truncated\":\"no\",\"a\":");

    assertThat(Parsing.attributes(content)).contains("log.record.truncated=no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"level\":\"error\"}",
        "{\"level\":\"error\",}",
        "{\"level\":\"error\" \"x\":1}",
        "{\"level\":error",
        "{\"level\":\"error\"}}",
        "{\"a\":1",
        "{\"level\"",
        "{}"
      })
  void completeAndMalformedObjectsAreNotCut(String message) {
    assertThat(Parsing.attributes(Parsing.of(message))).doesNotContain("log.record.truncated=true");
  }
}
