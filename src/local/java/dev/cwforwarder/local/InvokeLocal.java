package dev.cwforwarder.local;

import static java.util.Objects.requireNonNull;

import dev.cwforwarder.local.lambda.AsyncResult;
import dev.cwforwarder.local.lambda.FunctionMessages;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.lambda.ProjectRoot;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `scripts/invoke-local.sh`: runs one event through the packaged function.
@Command(
    name = "invoke-local.sh",
    description = {
      "Runs one event through the packaged function as Lambda does: in a separate process, under"
          + " AWS's runtime client, as an asynchronous invocation with two retries.",
      "",
      "EVENT is a subscription event, the output of `aws logs filter-log-events`, or text with"
          + " --log-group; with another --handler, any JSON, which is passed on unchanged. Exit"
          + " code: 0 if the invocation succeeded, 1 if it failed or reports failed records of a"
          + " batch, 2 for invalid input.",
      "",
    })
public final class InvokeLocal implements Callable<Integer> {
  @Parameters(paramLabel = "EVENT", description = "The file with the event.")
  private @Nullable Path event;

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE.jsonl",
      description = "Write the requests that arrived to this file, one line of OTLP/JSON each.")
  private @Nullable Path out;

  @Option(
      names = "--show",
      description =
          "Show the severity, service, trace, body and attributes of each record, and the spans"
              + " of each trace as a tree.")
  private boolean show;

  @Option(names = "--log-group", description = "The log group of text lines.")
  private String logGroup = "";

  @Option(names = "--log-stream", description = "The log stream of text lines (default: local).")
  private String logStream = "";

  @Option(
      names = "--account",
      description = "The account of text lines (default ${DEFAULT-VALUE}).")
  private String account = "123456789012";

  @Option(
      names = "--now",
      description =
          "Move all times in a sample of events/ to now, so that live tail and \"last 15 minutes\""
              + " show it. Your own events keep their times.")
  private boolean now;

  @Option(
      names = "--answer",
      paramLabel = "STATUS",
      description = "The status with which the embedded receiver answers every request, e.g. 503.")
  private @Nullable Integer answer;

  /// Runs the command.
  public static void main(String[] arguments) {
    System.exit(Commands.run(new InvokeLocal(), arguments));
  }

  @Override
  public Integer call() throws IOException, InputException {
    EventFile file = new EventFile(requireNonNull(event), logGroup, logStream, account);
    Path root = ProjectRoot.find();
    List<String> payloads = run.isSubscription() ? file.payloads() : List.of(file.unchanged());
    if (now) {
      payloads = SampleDates.until(Instant.now(), root, file.file(), payloads);
    }
    LocalLambda.Options options = run.lambda(root);
    if (run.verbose) {
      options = options.withTee(line -> System.err.println(TerminalText.line(line)));
    }
    try (LocalRun local = LocalRun.start(options, run.endpoint, run.key())) {
      if (answer != null) {
        local.receiver().answerAlways(Answer.status(answer));
      }
      long failed = payloads.stream().filter(payload -> !sent(local, payload)).count();
      report(local);
      return failed == 0 ? Commands.OK : Commands.FAILED;
    }
  }

  private static void showTraces(LocalRun local) {
    List<String> lines = TraceTree.lines(local.traces());
    if (!lines.isEmpty()) {
      System.out.println();
      lines.forEach(System.out::println);
    }
  }

  private boolean sent(LocalRun local, String payload) {
    AsyncResult result = local.send(payload);
    for (InvocationResult attempt : result.attempts()) {
      System.out.println(RunReport.attempt(attempt));
    }
    InvocationResult last = result.attempts().getLast();
    if (last.succeeded() && !run.isSubscription()) {
      System.out.println("Answer: " + TerminalText.line(last.payload()));
    }
    result
        .failureRecord()
        .ifPresent(
            file ->
                System.out.println(
                    "Retries exhausted after "
                        + result.attempts().size()
                        + " attempts ("
                        + run.retryDelaySeconds
                        + " s apart; AWS waits 1 and 2 minutes). On-failure record: "
                        + file));
    return result.succeeded() && FunctionMessages.failedRecords(last).isEmpty();
  }

  private void report(LocalRun local) throws IOException {
    if (show) {
      for (Received request : local.receiver().accepted()) {
        System.out.println();
        RecordText.lines(request.request()).forEach(System.out::println);
      }
      showTraces(local);
    }
    RunReport.print(local, run.endpoint);
    if (out != null) {
      Files.write(out, local.rows());
      System.out.println("Rows: " + out);
    }
  }
}
