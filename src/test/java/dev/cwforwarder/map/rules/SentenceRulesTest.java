package dev.cwforwarder.map.rules;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import dev.cwforwarder.testing.Records;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules see the message of a record whose body is a line made from fields, and what they redact is
/// not in that line.
final class SentenceRulesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AUDIT =
      """
      {"apiVersion":"audit.k8s.io/v1","auditID":"a-1","verb":"list","stage":"ResponseComplete",\
      "user":{"username":"jane@example.org"},"objectRef":{"resource":"secrets"},\
      "userAgent":"kubectl/v1.31","token":"s3cr3t-0815"}\
      """;
  private static final String TRAIL =
      """
      {"eventVersion":"1","eventSource":"s3.amazonaws.com","eventName":"GetObject",\
      "userIdentity":{"arn":"arn:aws:iam::123456789012:user/mary-jane"},\
      "errorMessage":"%s"}\
      """;

  @ParameterizedTest
  @CsvSource({
    "list secrets by jane, true",
    "jane@example.org, true",
    "\"userAgent\":\"kubectl, true",
    "kubelet, false"
  })
  void conditionOnTheBodyMatchesTheLineOrTheMessage(String expression, boolean matches) {
    RecordRules.Ruled<LogRecordData> ruled =
        new UserRules(List.of(new Filter("f", 0).body(expression.replace("\"\"", "\""))), List.of())
            .apply(Records.batch(List.of(AUDIT)), Records.record(AUDIT));

    assertThat(ruled.records()).hasSize(matches ? 0 : 1);
  }

  /// The message is not the body of a record whose message has a text of its own.
  @Test
  void conditionOnTheBodyMatchesNoOtherMessage() {
    String message = "{\"msg\":\"hello\",\"order\":4711}";

    assertThat(
            new UserRules(List.of(new Filter("f", 0).body("4711")), List.of())
                .apply(Records.batch(List.of(message)), Records.record(message))
                .records())
        .hasSize(1);
  }

  @Test
  void ruleThatNeedsTheNameOfAFieldStillFindsItsValue() {
    LogRecordData redacted = redacted(AUDIT, rule("\"token\":\"([^\"]+)\""));

    assertThat(body(redacted)).isEqualTo("list secrets by jane@example.org: ResponseComplete");
    assertThat(redacted.getAttributes().asMap().values())
        .contains("[redacted:r]")
        .doesNotContain("s3cr3t-0815");
  }

  @Test
  void lineIsMadeOfRedactedFields() {
    assertThat(body(redacted(AUDIT, Preset.EMAIL.redaction())))
        .isEqualTo("list secrets by [redacted:email]: ResponseComplete");
  }

  @Test
  void partOfARedactedValueIsNotInTheLine() {
    String event = TRAIL.formatted("denied");

    assertThat(body(redacted(event, rule("arn:aws:iam::\\d+:user/[a-z-]+"))))
        .isEqualTo("GetObject by [redacted:r]: denied");
  }

  @Test
  void beginningOfATruncatedValueIsNotInTheLine() {
    String event = TRAIL.formatted("x".repeat(190) + " bob.doe@example.org");

    assertThat(body(redacted(event, Preset.EMAIL.redaction())))
        .endsWith("x [redacted…")
        .doesNotContain("bob");
  }

  @Test
  void ruleForTheWordsOfTheLineIsApplied() {
    assertThat(body(redacted(AUDIT, rule("list (\\w+) by"))))
        .isEqualTo("list [redacted:r] by jane@example.org: ResponseComplete");
  }

  @Test
  void matchesAreCountedWhereTheyAreSent() {
    Map<String, Integer> counts =
        new UserRules(List.of(), List.of(Preset.EMAIL.redaction()))
            .apply(Records.batch(List.of(AUDIT)), Records.record(AUDIT))
            .redacted();

    // The field and the attribute user.name; the line is made of the redacted field.
    assertThat(counts).isEqualTo(Map.of("email", 2));
  }

  static Stream<String> messages() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/lines/sentences.txt")).stream()
        .filter(row -> row.startsWith("{"));
  }

  /// For each text of each example, a rule that finds it by its name in JSON.
  @ParameterizedTest
  @MethodSource("messages")
  void redactedTextOfAnyFieldIsNotInTheLine(String message) throws JsonProcessingException {
    for (Map.Entry<String, String> text : texts(JSON.readTree(message))) {
      String quoted = Pattern.quote(text.getValue());
      Redaction rule = rule("\"" + text.getKey() + "\": ?\\[?\"(" + quoted + ")\"");
      LogRecordData redacted = redacted(message, rule);

      assertThat(Pattern.compile("(^|\\W)" + quoted + "(\\W|$)").matcher(body(redacted)).find())
          .as("%s redacted in: %s", text, body(redacted))
          .isFalse();
    }
  }

  private static List<Map.Entry<String, String>> texts(JsonNode object) {
    List<Map.Entry<String, String>> texts = new ArrayList<>();
    object
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isTextual() && member.getValue().textValue().length() >= 4) {
                texts.add(Map.entry(member.getKey(), member.getValue().textValue()));
              } else if (member.getValue().isObject()) {
                texts.addAll(texts(member.getValue()));
              }
            });
    return texts;
  }

  private static Redaction rule(String expression) {
    return Redaction.of("r", expression, "[redacted:r]");
  }

  private static LogRecordData redacted(String message, Redaction redaction) {
    return new UserRules(List.of(), List.of(redaction))
        .apply(Records.batch(List.of(message)), Records.record(message))
        .records()
        .getFirst();
  }

  private static String body(LogRecordData logRecord) {
    return requireNonNull(logRecord.getBodyValue()).asString();
  }
}
