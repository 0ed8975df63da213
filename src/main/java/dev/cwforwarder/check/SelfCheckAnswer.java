package dev.cwforwarder.check;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a deployed function answers about itself.
///
/// @param function the function's name
public record SelfCheckAnswer(String function, List<Row> rows) {
  static final String EVENT = "{\"selfCheck\":true}";

  /// One thing that the function needs.
  ///
  /// @param problem why the function cannot use it; empty if it can
  public record Row(String name, String problem) {}

  public SelfCheckAnswer {
    requireNonNull(function, "function is null");
    rows = List.copyOf(rows);
  }

  /// Whether the function can use everything that it needs.
  public boolean isOk() {
    return rows.stream().allMatch(row -> row.problem().isEmpty());
  }

  static SelfCheckAnswer of(String function, DeployedFunction.Reply reply) {
    return new SelfCheckAnswer(
        function,
        reply.failed()
            ? List.of(new Row("start", Diagnosis.errorMessage(reply.payload())))
            : rows(reply.payload()));
  }

  static SelfCheckAnswer notInvoked(String function, CheckException problem) {
    return new SelfCheckAnswer(
        function, List.of(new Row("invocation", String.valueOf(problem.getMessage()))));
  }

  private static List<Row> rows(String payload) {
    List<Row> rows = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(payload)) {
      String name = "";
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
          if ("name".equals(json.currentName())) {
            name = json.getText();
          } else {
            rows.add(new Row(name, json.getText()));
          }
        }
      }
    } catch (IOException _) {
      rows.clear();
    }
    return rows.isEmpty()
        ? List.of(new Row("self-check", "the function does not answer it: deploy this version"))
        : rows;
  }
}
