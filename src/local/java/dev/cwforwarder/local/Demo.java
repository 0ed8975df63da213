package dev.cwforwarder.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.lambda.AsyncResult;
import dev.cwforwarder.local.lambda.FunctionMessages;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.lambda.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `scripts/demo.sh --samples`: sends every sample event and shows what arrived.
@Command(
    name = "demo.sh --samples",
    description = {
      "Builds the function, sends every sample event in events/ through it and shows what arrived.",
      "Exit code: 0 if every event ended as events/README.md says, 1 if one did not, 2 for invalid"
          + " input.",
      "",
    })
public final class Demo implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private RunOptions run = RunOptions.withRetryDelay(0.1);

  @Option(
      names = "--out",
      paramLabel = "FILE.jsonl",
      description = "The file for the rows, as OTLP/JSON (default target/demo/rows.jsonl).")
  private @Nullable Path out;

  /// Runs the command.
  public static void main(String[] arguments) {
    System.exit(Commands.run(new Demo(), arguments));
  }

  @Override
  public Integer call() throws IOException, InputException {
    Path root = ProjectRoot.find();
    LocalLambda.Options options = run.lambda(root);
    if (run.verbose) {
      options = options.withTee(line -> System.err.println(TerminalText.line(line)));
    }
    try (LocalRun local = LocalRun.start(options, run.endpoint, run.key())) {
      boolean asExpected = sendAll(local, root.resolve("events"));
      RunReport.print(local, run.endpoint);
      write(local, out == null ? root.resolve("target/demo/rows.jsonl") : out);
      return asExpected ? Commands.OK : Commands.FAILED;
    }
  }

  private static boolean sendAll(LocalRun local, Path events) throws IOException {
    JsonNode expected = JSON.readTree(events.resolve("src/expected.json").toFile());
    boolean asExpected = true;
    for (Path event : samples(events)) {
      JsonNode expectation = expected.path(event.getFileName().toString());
      asExpected &= expectation.has("handler") || send(local, event, expectation);
    }
    return asExpected;
  }

  private static boolean send(LocalRun local, Path event, JsonNode expectation) throws IOException {
    int before = local.arrivals().records();
    AsyncResult result = local.send(Files.readString(event));
    int records = local.arrivals().records() - before;
    boolean asExpected =
        result.succeeded() == expectation.path("outcome").asText().equals("success")
            && records == expectation.path("records").asInt();
    String outcome =
        result.succeeded()
            ? RunReport.records(records)
            : "failed: " + TerminalText.line(FunctionMessages.error(result.attempts().getLast()));
    System.out.printf(
        "%-30s %s%s%n",
        event.getFileName(),
        outcome,
        asExpected ? " (as expected)" : "   NOT AS EXPECTED: " + expectation);
    return asExpected;
  }

  private static List<Path> samples(Path events) throws IOException {
    try (Stream<Path> files = Files.list(events)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static void write(LocalRun local, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, local.rows());
    System.out.println("Rows, one OTLP/JSON request per line: " + file);
  }
}
