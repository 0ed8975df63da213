package dev.cwforwarder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.lambda.ProcessOutput;
import java.time.Duration;
import java.util.List;

/// The metrics of one invocation, read from the function's log.
record Counts(JsonNode line) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The metrics of the invocation `requestId`, whose sums are checked.
  static Counts of(ProcessOutput log, String requestId) throws InterruptedException {
    String line =
        log.await(
            text -> text.contains(requestId) && text.contains("EventsReceived\":"),
            Duration.ofSeconds(10));
    try {
      return new Counts(JSON.readTree(line)).checked();
    } catch (JsonProcessingException e) {
      throw new AssertionError("not a JSON object: " + line, e);
    }
  }

  int received() {
    return count("EventsReceived");
  }

  int exported() {
    return count("EventsExported");
  }

  int dropped() {
    return count("EventsDropped");
  }

  int rejected() {
    return count("EventsRejected");
  }

  int stored() {
    return count("EventsStored");
  }

  int undelivered() {
    return count("EventsUndelivered");
  }

  int requests() {
    return count("Requests");
  }

  String message() {
    return line.path("message").asText();
  }

  String level() {
    return line.path("level").asText();
  }

  Counts checked() {
    List<String> outcomes =
        List.of(
            "EventsExported",
            "EventsDropped",
            "EventsRejected",
            "EventsStored",
            "EventsUndelivered");
    assertThat(outcomes.stream().mapToInt(this::count).sum())
        .as("every event has exactly one outcome: " + line)
        .isEqualTo(received());
    return this;
  }

  private int count(String metric) {
    assertThat(line.path(metric).isInt()).as(metric + " in " + line).isTrue();
    return line.path(metric).asInt();
  }
}
