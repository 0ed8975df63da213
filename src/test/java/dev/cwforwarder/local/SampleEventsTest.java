package dev.cwforwarder.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.lambda.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files in `events/` agree with their sources and with `expected.json`.
final class SampleEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EVENTS = ProjectRoot.find().resolve("events");

  @Test
  void everyEventHasAnExpectedOutcome() throws IOException {
    List<String> expected = expected().propertyStream().map(one -> one.getKey()).toList();

    assertThat(all()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("files")
  void eventAgreesWithItsSource(String name) throws IOException {
    String event = Files.readString(EVENTS.resolve(name));
    JsonNode expectation = expected().path(name);
    String source = expectation.path("source").asText();
    String document =
        source.isEmpty()
            ? SubscriptionEvent.controlDocument()
            : SubscriptionDocuments.compact(EVENTS.resolve("src").resolve(source));

    if (expectation.path("options").toString().contains("--truncated")) {
      assertThat(SubscriptionDocuments.unwrap(event)).isNull();
    } else {
      JsonNode inside = requireNonNull(SubscriptionDocuments.unwrap(event));
      assertThat(inside).isEqualTo(JSON.readTree(document));
      assertThat(inside.path("messageType").asText()).endsWith("_MESSAGE");
    }
  }

  @Test
  void readmeDescribesEveryEvent() throws IOException {
    assertThat(Files.readString(EVENTS.resolve("README.md"))).contains(all());
  }

  /// The events of the subscription's function.
  static List<String> files() throws IOException {
    JsonNode expected = expected();
    return all().stream().filter(name -> !expected.path(name).has("handler")).toList();
  }

  private static List<String> all() throws IOException {
    try (Stream<Path> files = Files.list(EVENTS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList();
    }
  }

  private static JsonNode expected() throws IOException {
    return JSON.readTree(EVENTS.resolve("src/expected.json").toFile());
  }
}
