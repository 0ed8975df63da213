package dev.cwforwarder.local;

import dev.cwforwarder.local.lambda.FunctionMessages;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.local.otlp.Received;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Describes the result of a run on the terminal.
final class RunReport {
  private RunReport() {}

  /// One line about one attempt.
  static String attempt(InvocationResult result) {
    String time = " (" + result.duration().toMillis() + " ms)";
    return switch (result) {
      case InvocationResult.Success _ -> success(result) + time;
      case InvocationResult.FunctionError _ -> "Invocation failed" + time + because(result);
      case InvocationResult.TimedOut _ -> "Invocation timed out" + time + because(result);
      case InvocationResult.Exited _ ->
          "The process of the function ended" + time + because(result);
      case InvocationResult.InitFailed _ -> "The function did not start" + time + because(result);
    };
  }

  private static String success(InvocationResult result) {
    List<String> failed = FunctionMessages.failedRecords(result);
    return failed.isEmpty()
        ? "Invocation succeeded"
        : "Invocation reported failed records of the batch, from which Lambda retries: "
            + TerminalText.line(String.join(", ", failed));
  }

  /// Prints the warnings and errors of the function, and a table of the records that arrived.
  static void print(LocalRun run, @Nullable String endpoint) {
    List<String> problems = FunctionMessages.problems(run.lambda().processes());
    if (!problems.isEmpty()) {
      System.out.println("Warnings and errors of the function:");
      problems.forEach(problem -> System.out.println("  " + TerminalText.line(problem)));
    }
    Arrivals arrivals = run.arrivals();
    if (arrivals.records() > 0) {
      System.out.println();
      arrivals.table().forEach(System.out::println);
      System.out.println();
    }
    System.out.println(summary(run, arrivals.records(), endpoint));
    int spans = run.receiver().spans().size();
    if (spans > 0) {
      System.out.println(
          "%s in %d requests"
              .formatted(spans == 1 ? "1 span" : spans + " spans", run.traces().size()));
    }
  }

  private static String summary(LocalRun run, int records, @Nullable String endpoint) {
    if (endpoint != null) {
      return records(records) + " accepted by " + endpoint;
    }
    OtlpReceiver receiver = run.receiver();
    long requests = receiver.accepted().stream().filter(one -> !one.records().isEmpty()).count();
    return "%d records arrived in %d requests (%d bytes on the wire) at the embedded receiver"
        .formatted(
            records, requests, receiver.accepted().stream().mapToLong(Received::wireBytes).sum());
  }

  static String records(int count) {
    return count == 1 ? "1 record" : count + " records";
  }

  private static String because(InvocationResult result) {
    return ": " + TerminalText.lines(FunctionMessages.error(result));
  }
}
