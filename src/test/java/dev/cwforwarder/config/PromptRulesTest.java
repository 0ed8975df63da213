package dev.cwforwarder.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.otel.SpanReader;
import dev.cwforwarder.map.otel.SpanReading;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.span.SpanRecord;
import dev.cwforwarder.testing.Spans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The rules of docs/traces.md remove prompts from spans of generative AI.
final class PromptRulesTest {
  private static final Pattern RULES =
      Pattern.compile("```yaml\n# RULES\n(.*?)```", Pattern.DOTALL);
  private static final String SPAN =
      """
      {"traceId":"6abda31f0c44b86e17d2a95f3380ee61","spanId":"77a0d4c92b1e5f36","name":"chat","kind":"CLIENT",
      "startTimeUnixNano":1790812800500000001,"endTimeUnixNano":1790812800600000003,"status":{"code":"UNSET"},
      "attributes":{"gen_ai.usage.input_tokens":512,"gen_ai.request.model":"example.model-v2"%s},
      "events":[{"timeUnixNano":1790812800500000001,"name":"gen_ai.user.message","attributes":{"body":%s}}]}
      """;
  private static final String MESSAGES =
      "\"[{\\\"role\\\":\\\"user\\\",\\\"parts\\\":[{\\\"type\\\":\\\"text\\\",\\\"content\\\":\\\"my"
          + " diagnosis is \\\\\\\"secret\\\\\\\"\\\"}]}]\"";

  private final RecordRules rules = RuleReader.parse(rulesOfTheDocument());

  @Test
  void textOfMessagesIsRedactedAndCountsRemain() {
    String sent = apply(SPAN.formatted(",\"gen_ai.input.messages\":" + MESSAGES, MESSAGES));

    assertThat(sent).doesNotContain("diagnosis", "secret");
    assertThat(sent).contains("[redacted:prompts]", "example.model-v2", "512", "user");
  }

  @Test
  void spanWithAPlainPromptIsDropped() {
    assertThat(apply(SPAN.formatted(",\"gen_ai.prompt\":\"my diagnosis\"", "1"))).isEqualTo("[]");
    assertThat(apply(SPAN.formatted("", "1"))).contains("example.model-v2");
  }

  /// The spans that are sent, as text.
  private String apply(String message) {
    LogBatch batch = Spans.batch(List.of(message));
    SpanReading reading = new SpanReader(1 << 20).read(batch.events().getFirst());
    assertThat(reading).isInstanceOf(SpanReading.Spans.class);
    SpanRecord spans = ((SpanReading.Spans) reading).spans();
    return rules.applyToSpans(batch, List.of(spans)).records().toString();
  }

  private static String rulesOfTheDocument() {
    try {
      return RULES
          .matcher(Files.readString(Path.of("docs/traces.md")))
          .results()
          .map(found -> found.group(1))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
