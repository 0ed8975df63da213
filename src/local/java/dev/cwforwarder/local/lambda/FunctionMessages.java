package dev.cwforwarder.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Extracts the warnings and errors from a function's output, and the error that ended it.
public final class FunctionMessages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> PROBLEMS = Set.of("WARN", "ERROR");

  private FunctionMessages() {}

  /// `LEVEL message` of each log line of the function with level WARN or ERROR.
  public static List<String> problems(List<FunctionProcess> processes) {
    return processes.stream()
        .flatMap(process -> process.stdout().lines().stream())
        .map(FunctionMessages::problem)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /// The error message in Lambda's response to a failed invocation.
  public static String error(InvocationResult result) {
    JsonNode json = parsed(result.payload());
    String message = json.path("errorMessage").asText();
    return message.isEmpty() ? result.payload() : message;
  }

  /// The identifiers in `batchItemFailures` of an answer; empty when it has none. Lambda retries
  /// these records although the invocation succeeded.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">Partial
  ///   batch responses</a>
  public static List<String> failedRecords(InvocationResult result) {
    List<String> failed = new ArrayList<>();
    parsed(result.payload())
        .path("batchItemFailures")
        .forEach(one -> failed.add(one.path("itemIdentifier").asText()));
    return failed;
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
