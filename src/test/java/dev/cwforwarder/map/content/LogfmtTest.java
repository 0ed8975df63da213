package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines in logfmt and klog format.
final class LogfmtTest {
  @Test
  void pairsAreAttributesAndTheMessageIsTheBody() {
    Content content =
        Parsing.of(
            "time=\"2026-11-23T12:00:00Z\" level=warning msg=\"access \\\"denied\\\"\""
                + " client=\"127.0.0.1:1\" n=12 ratio=0.5 ok=true id=007 empty="
                + " trace_id=0af7651916cd43dd8448eb211c80319c span_id=1234567890123456");

    assertThat(content.body()).isEqualTo("access \"denied\"");
    assertThat(content.severityText()).isEqualTo("WARN");
    assertThat(content.span().getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(content.span().getSpanId()).isEqualTo("1234567890123456");
    assertThat(content.attributes().get(AttributeKey.longKey("n"))).isEqualTo(12);
    assertThat(content.attributes().get(AttributeKey.doubleKey("ratio"))).isEqualTo(0.5);
    assertThat(content.attributes().get(AttributeKey.booleanKey("ok"))).isTrue();
    assertThat(content.attributes().get(AttributeKey.stringKey("id"))).isEqualTo("007");
    assertThat(content.attributes().get(AttributeKey.stringKey("time")))
        .isEqualTo("2026-11-23T12:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "level=warn; msg=\"slow; 2 s\"; ms=1200",
        "level=warn;msg=\"slow; 2 s\";ms=1200;",
        "level=warn | msg=slow; 2 s | ms=1200",
        "level=warn|msg=slow; 2 s|ms=1200",
        "level=warn,msg=slow; 2 s,ms=1200",
        "level=warn\tmsg=slow; 2 s\tms=1200",
        "level:warn\tmsg:slow; 2 s\tms:1200",
        "level: warn\tmsg: 'slow; 2 s'\tms: 1200"
      })
  void pairsMayBeColumns(String line) {
    Content content = Parsing.of(line);

    assertThat(content.body()).isEqualTo("slow; 2 s");
    assertThat(content.severityText()).isEqualTo("WARN");
    assertThat(Parsing.attributes(content)).containsExactly("ms=1200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "level=warn msg=\"a level=error\"",
        "msg=\"a level=error\" level='warn'",
        "msg=\"a level=error\" severity=\"warning\""
      })
  void twoPairsSufficeIfOneIsALevel(String line) {
    Content content = Parsing.of(line);

    assertThat(content.body()).isEqualTo("a level=error");
    assertThat(content.severityText()).isEqualTo("WARN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"title=\"a level=error\" n=2", "severity=high n=2", "level=3 n=2", "a=1 b=2"})
  void twoOtherPairsAreASentence(String line) {
    Content content = Parsing.of(line);

    assertThat(content.severityText()).isNull();
    assertThat(Parsing.attributes(content)).isEmpty();
  }

  @Test
  void columnsWithLabelsMayBeARequest() {
    Content content =
        Parsing.of("time:10:00:00\thost:10.0.3.7\treq:GET /cart HTTP/1.1\tstatus:503\tua:curl");

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content))
        .contains("http.request.method=GET", "url.path=/cart", "http.response.status_code=503");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1; b=2; then c",
        "a=1; b: 2; c: 3",
        "a:1 b:2 c:3",
        "a: 1\tb: 2",
        "a: 1\tb: 2\n\tc: 3",
        "a=1\tb\tc=3",
        "session=7; Path=/; Secure; HttpOnly"
      })
  void otherColumnsAreNotPairs(String line) {
    assertThat(Parsing.attributes(Parsing.of(line))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{app=\"shop\", n=2}",
        "{\"app\": \"shop\", \"list\": [1, 2]}",
        "[a b c]",
        "map[a:1 b:[2 3]]",
        "[::1]:8080"
      })
  void valueMayBeInBrackets(String value) {
    Content content = Parsing.of("level=info msg=m labels=" + value + " n=2");

    assertThat(Parsing.attributes(content)).containsExactly("labels=" + value, "n=2");
  }

  @Test
  void rawBodyIsTheLine() {
    String line = "level=info msg=hello a=1";
    Content content = Parsing.raw(line);

    assertThat(content.body()).isEqualTo(line);
    assertThat(Parsing.attributes(content))
        .containsExactlyInAnyOrder("level=info", "msg=hello", "a=1");
  }

  @Test
  void requestOfARouterHasTheSeverityOfItsStatus() {
    Content content =
        Parsing.of("at=info method=GET path=\"/cart\" host=shop.example status=503 bytes=0");

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content)).contains("http.request.method=GET", "url.path=/cart");
  }

  @Test
  void idOfTheAuditDaemonIsNotTheMessage() {
    String line = "type=SYSCALL msg=audit(1364481363.243:24287): arch=c000003e success=no exit=-13";
    Content content = Parsing.of(line);

    assertThat(content.body()).isEqualTo(line);
    assertThat(Parsing.attributes(content)).contains("exit=-13", "success=no");
  }

  @Test
  void pairsInsideAnObjectAreParsed() {
    Content content =
        Parsing.of("{\"log\":\"level=error msg=\\\"disk full\\\" free=0\",\"stream\":\"stderr\"}");

    assertThat(content.body()).isEqualTo("disk full");
    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content)).contains("free=0", "stream=stderr");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1 b=2",
        "a=1 b=2 and then c=3",
        "x = 1 y = 2 z = 3",
        "retrying with timeout=3 attempts=2 backoff=1",
        "a=1 b=\"open c=3",
        "a=1 b=\"x\"y c=3",
        "a=1 b=2 c=3\nat Foo.java:1",
        "=1 b=2 c=3",
        "select=1 where a=b and c=d",
        "a=1\tb=2 c=3"
      })
  void sentencesAreNotPairs(String line) {
    Content content = Parsing.of(line);

    assertThat(content.body()).isEqualTo(line);
    assertThat(Parsing.attributes(content)).isEmpty();
  }

  @Test
  void prefixAndPairsOfKlogAreParsed() {
    String line =
        "I1207 10:00:00.123456       1 httplog.go:132] \"HTTP\" verb=\"GET\" URI=\"/livez\""
            + " latency=\"1.2ms\" resp=200";
    Content content = Parsing.of(line);

    assertThat(content.body()).isEqualTo(line);
    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content))
        .containsExactlyInAnyOrder(
            "thread.id=1",
            "code.file.path=httplog.go",
            "code.line.number=132",
            "verb=GET",
            "URI=/livez",
            "latency=1.2ms",
            "resp=200");
  }

  @Test
  void klogWithoutPairsHasItsPrefix() {
    Content content =
        Parsing.of("W1207 10:00:00.123456   17 reflector.go:456] watch of *v1.Pod ended with: a=1");

    assertThat(content.severityText()).isEqualTo("WARN");
    assertThat(Parsing.attributes(content))
        .containsExactlyInAnyOrder(
            "thread.id=17", "code.file.path=reflector.go", "code.line.number=456");
  }

  @Test
  void valueMayBeInSingleQuotesAndContainThem() {
    Content content =
        Parsing.of(
            "method=GET path=/orders format=html controller=OrdersController status=500"
                + " error='NoMethodError: undefined method 'x' for nil' duration=3.20");

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content))
        .contains("error=NoMethodError: undefined method 'x' for nil", "duration=3.2");
  }

  @Test
  void oneValueInFourMayGoOnOverSeveralWords() {
    Content content = Parsing.of("level=warn msg=no stock left order=7 user=8 shop=9");

    assertThat(content.body()).isEqualTo("no stock left");
    assertThat(content.severityText()).isEqualTo("WARN");
    assertThat(Parsing.attributes(content)).contains("order=7", "user=8", "shop=9");
    assertThat(Parsing.attributes(Parsing.of("level=warn msg=no stock left order=7"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dec  7 10:00:00 ip-10-0-0-5 web[12]: ",
        "2025-12-07T10:00:00.123456789Z stderr F ",
        "2025-12-07T10:00:00.123456789Z stdout F Dec  7 10:00:00 node1 web[12]: ",
        "web-1  | ",
        "\u001b[0m"
      })
  void pairsAndObjectsBehindAPrefixAreAttributesAndTheLineIsTheBody(String prefix) {
    for (String message :
        new String[] {
          "level=error msg=boom order=7", "{\"level\":\"error\",\"msg\":\"boom\",\"order\":7}"
        }) {
      Content content = Parsing.of(prefix + message);

      assertThat(content.body()).isEqualTo(prefix + message);
      assertThat(content.severityText()).isEqualTo("ERROR");
      assertThat(Parsing.fields(content))
          .containsExactlyInAnyOrder("level=error", "msg=boom", "order=7");
    }
  }

  @Test
  void objectBehindAPrefixMayBeCut() {
    String line =
        "2025-12-07T10:00:00.123456789Z stdout P"
            + " {\"level\":\"warn\",\"order\":4711,\"msg\":\"boom\",\"body\":\"lor";
    Content content = Parsing.of(line);

    assertThat(content.body()).isEqualTo(line);
    assertThat(content.severityText()).isEqualTo("WARN");
    assertThat(Parsing.attributes(content)).contains("order=4711", "msg=boom");
  }

  @Test
  void lastTextMayBeCut() {
    String line = "time=2025-12-07T10:00:00Z level=error msg=\"no stock of \\\"tea\\\" a";
    Content content = Parsing.of(line);

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(content.body()).isEqualTo(line);
    assertThat(Parsing.attributes(content))
        .contains("msg=no stock of \"tea\" a", "log.record.truncated=true");
  }

  @Test
  void quotesThatDoNotCloseInASentenceCutNothing() {
    String line = "a tray of 20\" and w=12\" is level=\"high";

    assertThat(Parsing.attributes(Parsing.of(line))).isEmpty();
  }

  @Test
  void textInsideAnObjectBehindAPrefixMayHaveTheLevel() {
    assertThat(Parsing.of("web-1  | {\"msg\":\"[error] boom\"}").severityText()).isEqualTo("ERROR");
  }

  @Test
  void pairsBehindColumnsTakePrecedenceOverTheLevelOfThePrintCall() {
    Content content =
        Parsing.inFunction(
            "2025-12-07T10:00:00.123Z\t8f507cfc-1a5b-4697-b07a-ac58fc914c95\tINFO\tlevel=warn"
                + " msg=slow ms=1200");

    assertThat(content.severityText()).isEqualTo("WARN");
    assertThat(content.body()).isEqualTo("level=warn msg=slow ms=1200");
  }
}
