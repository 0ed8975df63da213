package dev.cwforwarder.local;

import static java.util.Objects.requireNonNull;

import dev.cwforwarder.local.lambda.AsyncResult;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.lambda.ProjectRoot;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      "Runs one event through the packaged function, as Lambda would: AWS's runtime client, a process"
          + " of its own, an asynchronous invocation with two further tries.",
      "",
      "EVENT is a subscription event, the output of `aws logs filter-log-events`, or text with"
          + " --log-group. Exit status: 0 the invocation succeeded, 1 it failed, 2 wrong input.",
      "",
    })
public final class InvokeLocal implements Callable<Integer> {
  @Parameters(paramLabel = "EVENT", description = "The file.")
  private @Nullable Path event;

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE.jsonl",
      description = "Write what arrived: one OTLP/JSON request per line.")
  private @Nullable Path out;

  @Option(
      names = "--show",
      description = "Show each record: severity, service, trace, body, attributes.")
  private boolean show;

  @Option(names = "--log-group", description = "The group of text lines.")
  private String logGroup = "";

  @Option(names = "--log-stream", description = "The stream of text lines (default: local).")
  private String logStream = "";

  @Option(names = "--account", description = "The lines' account (default ${DEFAULT-VALUE}).")
  private String account = "123456789012";

  @Option(
      names = "--answer",
      paramLabel = "STATUS",
      description = "Let the embedded receiver answer this to everything, e.g. 503.")
  private @Nullable Integer answer;

  /// Runs the command.
  public static void main(String[] arguments) {
    System.exit(Commands.run(new InvokeLocal(), arguments));
  }

  @Override
  public Integer call() throws IOException, InputException {
    List<String> payloads =
        new EventFile(requireNonNull(event), logGroup, logStream, account).payloads();
    LocalLambda.Options options = run.lambda(ProjectRoot.find());
    if (run.verbose) {
      options = options.withTee(System.err::println);
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

  private boolean sent(LocalRun local, String payload) {
    AsyncResult result = local.send(payload);
    for (InvocationResult attempt : result.attempts()) {
      System.out.println(RunReport.attempt(attempt));
    }
    result
        .failureRecord()
        .ifPresent(
            file ->
                System.out.println(
                    "Gave up after "
                        + result.attempts().size()
                        + " tries ("
                        + run.retryDelaySeconds
                        + " s apart; AWS waits 1 and 2 minutes). On-failure record: "
                        + file));
    return result.succeeded();
  }

  private void report(LocalRun local) throws IOException {
    if (show) {
      for (Received request : local.receiver().taken()) {
        System.out.println();
        RecordText.lines(request.request()).forEach(System.out::println);
      }
    }
    RunReport.print(local, run.endpoint);
    if (out != null) {
      Files.write(out, local.rows());
      System.out.println("Rows: " + out);
    }
  }
}
