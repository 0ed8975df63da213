package dev.cwforwarder.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The warnings and errors in what a function has printed, and the error it ended with, for people.
public final class FunctionMessages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> PROBLEMS = Set.of("WARN", "ERROR");

  private FunctionMessages() {}

  /// `LEVEL message` of each of the function's own log lines that tells of a problem.
  public static List<String> problems(List<FunctionProcess> processes) {
    return processes.stream()
        .flatMap(process -> process.stdout().lines().stream())
        .map(FunctionMessages::problem)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /// The error's message out of Lambda's answer to a failed invocation.
  public static String error(InvocationResult result) {
    JsonNode json = parsed(result.payload());
    String message = json.path("errorMessage").asText();
    return message.isEmpty() ? result.payload() : message;
  }

  private static Optional<String> problem(String line) {
    JsonNode json = parsed(line);
    String level = json.path("level").asText();
    return PROBLEMS.contains(level)
        ? Optional.of(level + " " + json.path("message").asText())
        : Optional.empty();
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}
