package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.MarkdownTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The lines that objects without a message become. `src/test/resources/lines/sentences.txt` has
/// for each kind (`# KIND`) messages, each with its line (`= LINE`).
final class SentencesTest {
  record Example(String kind, String message, String line) {}

  static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    String kind = "";
    String message = "";
    for (String row : Files.readAllLines(Path.of("src/test/resources/lines/sentences.txt"))) {
      if (row.startsWith("# ")) {
        kind = row.substring(2);
      } else if (row.startsWith("= ")) {
        examples.add(new Example(kind, message, row.substring(2)));
      } else {
        message = row;
      }
    }
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void objectWithoutMessageBecomesOneLine(Example example) {
    assertThat(Parsing.of(example.message()).body()).isEqualTo(example.line());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void rawBodyAndAllFieldsRemainAsTheyWere(Example example) {
    Content raw = Parsing.raw(example.message());

    assertThat(raw.body()).isEqualTo(example.message());
    assertThat(Parsing.fields(Parsing.of(example.message())))
        .containsExactlyInAnyOrderElementsOf(Parsing.fields(raw));
  }

  /// A cut object is not complete in the attributes, and neither is one of several.
  @ParameterizedTest
  @MethodSource("examples")
  void incompleteOrSeveralObjectsRemainTheBody(Example example) {
    String cut = example.message().substring(0, example.message().length() - 1);
    String twice = example.message() + example.message();

    assertThat(Parsing.of(cut).body()).isEqualTo(cut);
    assertThat(Parsing.of(twice).body()).isEqualTo(twice);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void objectOfAContainerRuntimeBecomesTheSameLine(Example example) {
    String quoted = example.message().replace("\\", "\\\\").replace("\"", "\\\"");
    Content content = Parsing.of("{\"log\":\"" + quoted + "\",\"stream\":\"stdout\"}");

    assertThat(content.body()).isEqualTo(example.line());
  }

  /// Nothing but a kind says too little, and so do fields that no kind has.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"time\":\"2025-12-07T10:00:00Z\",\"type\":\"platform.report\",\"record\":{}}",
        "{\"type\":\"platform.unheardOf\",\"record\":{\"requestId\":\"r\"}}",
        "{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",\"eventVersion\":\"2.1\"}",
        "{\"auditID\":\"a\",\"apiVersion\":\"example/v1\",\"verb\":\"get\",\"user\":{\"username\":\"u\"}}",
        "{\"_aws\":{\"CloudWatchMetrics\":[{\"Namespace\":\"shop\",\"Metrics\":[{\"Name\":\"m\"}]}]}}",
        "{\"method\":\"charge\",\"status\":200,\"path\":\"/x\"}",
        "{\"order\":7}"
      })
  void objectThatSaysTooLittleRemainsTheBody(String message) {
    assertThat(Parsing.of(message).body()).isEqualTo(message);
  }

  @Test
  void messageInAnObjectOfAKnownKindIsTheBody() {
    String message = "{\"auditID\":\"a\",\"apiVersion\":\"audit.k8s.io/v1\",\"message\":\"hello\"}";

    assertThat(Parsing.of(message).body()).isEqualTo("hello");
  }

  /// A line is one line: a value ends before its first control character, and after 200 characters.
  @Test
  void longValuesAndValuesOfSeveralLinesAreTruncated() {
    String event =
        """
        {"eventVersion":"1","eventSource":"s3.amazonaws.com","eventName":"%s",\
        "userIdentity":{"userName":"%s"},"errorCode":"first\\n second\\u001b[31m"}\
        """
            .formatted("x".repeat(300), "\\ud83d\\ude00".repeat(150));
    String line = Parsing.of(event).body();

    assertThat(line)
        .isEqualTo("x".repeat(200) + "… by " + "\ud83d\ude00".repeat(100) + "…: first…");
  }

  @Test
  void longLinesAreTruncated() {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      events.append(i == 0 ? "" : ",").append("\"" + "x".repeat(199) + "\"");
    }
    String line =
        Parsing.of(
                "{\"type\":\"platform.extension\",\"record\":{\"name\":\"e\",\"events\":[%s]}}"
                    .formatted(events))
            .body();

    assertThat(line).startsWith("EXTENSION Name: e Events: [xxx").endsWith("x…").hasSize(1_001);
  }

  @Test
  void dashIsNoValue() {
    assertThat(
            Parsing.of(
                    """
                    {"eventVersion":"1","eventSource":"s3.amazonaws.com","eventName":"GetObject",\
                    "userIdentity":{"userName":"-","invokedBy":"jane"},"errorCode":" - "}\
                    """)
                .body())
        .isEqualTo("GetObject by jane");
  }

  @Test
  void objectOverALimitRemainsTheBody() {
    StringBuilder event =
        new StringBuilder("{\"auditID\":\"a\",\"apiVersion\":\"audit.k8s.io/v1\"");
    event.append(
        ",\"verb\":\"get\",\"requestURI\":\"/x\",\"user\":{\"username\":\"u\"},\"stage\":\"s\"");
    assertThat(Parsing.of(event + "}").body()).isEqualTo("get /x by u: s");

    for (int i = 0; i < RecordBuilder.MAX_ATTRIBUTES; i++) {
      event.append(",\"f%d\":1".formatted(i));
    }
    assertThat(Parsing.of(event + "}").body()).isEqualTo(event + "}");
  }

  @Test
  void manyMetricsAreNotAllInTheLine() {
    StringBuilder names = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      names.append(i == 0 ? "" : ",").append("{\"Name\":\"m%d\"}".formatted(i));
      values.append(",\"m%d\":%d".formatted(i, i));
    }
    Content content =
        Parsing.of(
            "{\"_aws\":{\"CloudWatchMetrics\":[{\"Namespace\":\"shop\",\"Metrics\":[%s]}]}%s}"
                .formatted(names, values));

    assertThat(content.body()).startsWith("shop: m0 0, m1 1, ").endsWith(", m11 11, …");
    assertThat(Parsing.attributes(content)).contains("m49=49");
  }

  @Test
  void documentedLinesAreTrue() throws IOException {
    Set<String> lines = new HashSet<>();
    Set<String> kinds = new HashSet<>();
    for (Example example : examples()) {
      lines.add(example.line());
      kinds.add(example.kind());
    }
    MarkdownTable table = MarkdownTable.of("docs/mapping.md", "event without a message");

    assertThat(table.rows()).extracting(List::getFirst).containsExactlyInAnyOrderElementsOf(kinds);
    assertThat(lines).containsAll(table.codeIn(1));
  }
}
