package dev.cwforwarder.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.testing.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// User-defined rules in the packaged function, which loads no classes of them without rules.
@Tag("slow")
final class UserRulesTest {
  private static final String RULES =
      "{\"filters\":[{\"name\":\"health\",\"action\":\"exclude\",\"body\":\"GET /health\"}],"
          + "\"redaction\":{\"presets\":[\"email\"]}}";

  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final Path folder;

  UserRulesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void droppedAndRedactedRecordsAreCountedByRule() throws Exception {
    try (LocalLambda lambda = lambda(RULES)) {
      InvocationResult result = invoke(lambda);

      Counts counts = Counts.of(lambda.processes().getFirst().stdout(), result.requestId());
      assertThat(counts.dropped()).isEqualTo(1);
      assertThat(counts.exported()).isEqualTo(2);
      assertThat(counts.line().path("ValuesRedacted").asInt()).isEqualTo(1);
      assertThat(lambda.processes().getFirst().stdout().lines())
          .anyMatch(line -> line.contains("\"reason\":\"health\",\"EventsDropped\":1"))
          .anyMatch(line -> line.contains("\"reason\":\"email\",\"ValuesRedacted\":1"));
    }
    assertThat(receiver.uids()).containsExactly("id-1", "id-2");
    assertThat(receiver.requests().toString())
        .contains("from [redacted:email]")
        .doesNotContain("jane@");
    assertThat(loaded()).anyMatch(line -> line.contains("com.google.re2j.Pattern "));
  }

  @Test
  void withoutRulesTheirClassesAreNotLoaded() throws Exception {
    try (LocalLambda lambda = lambda("")) {
      invoke(lambda);
    }

    assertThat(receiver.uids()).hasSize(3);
    assertThat(loaded())
        .isNotEmpty()
        .noneMatch(line -> line.contains("com.google.re2j"))
        .noneMatch(line -> line.contains("dataformat.yaml"))
        .noneMatch(line -> line.contains("map.rules.") && !line.contains("map.rules.RecordRules"));
  }

  private static InvocationResult invoke(LocalLambda lambda) {
    List<LogEvent> events =
        List.of(
            new LogEvent("id-0", 1, "GET /health 200"),
            new LogEvent("id-1", 2, "GET /orders 200"),
            new LogEvent("id-2", 3, "from jane@example.org"));
    InvocationResult result =
        lambda.invoke(new String(Payloads.invocation(Payloads.SOURCE, events), UTF_8));
    assertThat(result).isInstanceOf(InvocationResult.Success.class);
    return result;
  }

  private LocalLambda lambda(String rules) {
    return LocalLambda.create(
        LocalLambda.Options.of(
                Path.of("target/function"),
                "dev.cwforwarder.handler.SubscriptionHandler",
                folder.resolve("failures"))
            .with("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString())
            .with("RULES", rules)
            .with("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes() + "::filecount=0")
            .withTimeout(Duration.ofSeconds(30)));
  }

  private Path classes() {
    return folder.resolve("classes.log");
  }

  /// The classes that were loaded from the package.
  private List<String> loaded() throws IOException {
    try (Stream<String> lines = Files.lines(classes())) {
      return lines.filter(line -> line.contains("/target/function/")).toList();
    }
  }
}
