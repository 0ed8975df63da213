package dev.cwforwarder.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventFileTest {
  @TempDir private Path folder;

  @Test
  void subscriptionEventIsUnchanged() throws IOException, InputException {
    String event = "{\"awslogs\":{\"data\":\"not base64\"}}";

    assertThat(read(event, "")).containsExactly(event);
  }

  @Test
  void documentIsWrapped() throws IOException, InputException {
    String document = SubscriptionEvent.controlDocument();

    assertThat(inside(read(document, "")).toString()).isEqualTo(document);
  }

  @Test
  void filteredEventsBecomeOneEventPerStream() throws IOException, InputException {
    String output =
        """
        {"events": [
          {"logStreamName": "a", "timestamp": 5, "message": "one", "eventId": "77"},
          {"logStreamName": "b", "timestamp": 6, "message": "two", "eventId": "78"},
          {"logStreamName": "a", "timestamp": 7, "message": "three", "eventId": "79"}
        ], "searchedLogStreams": []}
        """;

    List<String> payloads = read(output, "/g");

    assertThat(payloads).hasSize(2);
    JsonNode first = inside(payloads);
    assertThat(first.path("logGroup").asText()).isEqualTo("/g");
    assertThat(first.path("logStream").asText()).isEqualTo("a");
    assertThat(first.path("logEvents").path(1).path("id").asText()).isEqualTo("79");
    assertThat(first.path("logEvents").path(1).path("timestamp").longValue()).isEqualTo(7);
  }

  @Test
  void textLinesBecomeOneEvent() throws IOException, InputException {
    JsonNode events = inside(read("first\n\nsecond ü\n", "/g")).path("logEvents");

    assertThat(events)
        .extracting(one -> one.path("message").asText())
        .containsExactly("first", "second ü");
    assertThat(events.path(0).path("id").asText()).matches("\\d{56}");
  }

  @Test
  void jsonLinesAreText() throws IOException, InputException {
    JsonNode events = inside(read("{\"a\":1}\n{\"a\":2}\n", "/g")).path("logEvents");

    assertThat(events)
        .extracting(one -> one.path("message").asText())
        .containsExactly("{\"a\":1}", "{\"a\":2}");
  }

  @Test
  void manyEntriesAreSeveralEvents() throws IOException, InputException {
    assertThat(read("line\n".repeat(5_001), "/g")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                           | is empty
          just text                                    | contains no log group
          {"awslogs":{"data":                          | is not valid JSON at line 1, column
          {"events":[]}                                | nothing to send
          {"events":[{"timestamp":"x","message":"m"}]} | requires a number "timestamp"
          """)
  void invalidInputIsExplained(String content, String problem) {
    assertThatThrownBy(() -> read(content, ""))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining("input.json");
  }

  @Test
  void anEventOfAnotherFunctionIsUnchanged() throws IOException, InputException {
    String event = "{\n  \"version\": \"0\",\n  \"source\": \"aws.events\"\n}\n";

    assertThat(file(event, "").unchanged()).isEqualTo(event);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''       | ''  | is empty; expected one JSON value
          one line | ''  | is not valid JSON at line 1
          {}       | /g  | --log-group is only for the function of subscriptions
          """)
  void otherInputOfAnotherFunctionIsExplained(String content, String group, String problem) {
    assertThatThrownBy(() -> file(content, group).unchanged())
        .isInstanceOf(InputException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void missingFileIsExplained() {
    EventFile missing = new EventFile(folder.resolve("none.json"), "", "", "1");

    assertThatThrownBy(missing::payloads).hasMessageContaining("cannot read");
  }

  private List<String> read(String content, String group) throws IOException, InputException {
    return file(content, group).payloads();
  }

  private EventFile file(String content, String group) throws IOException {
    Path file = Files.writeString(folder.resolve("input.json"), content);
    return new EventFile(file, group, "", "123456789012");
  }

  private static JsonNode inside(List<String> payloads) {
    return requireNonNull(SubscriptionDocuments.unwrap(payloads.getFirst()));
  }
}
