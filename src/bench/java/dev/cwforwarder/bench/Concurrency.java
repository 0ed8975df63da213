package dev.cwforwarder.bench;

import dev.cwforwarder.local.Commands;
import dev.cwforwarder.local.InputException;
import dev.cwforwarder.local.lambda.ProjectRoot;
import dev.cwforwarder.local.lambda.RuntimeApi;
import dev.cwforwarder.local.lambda.RuntimeFolder;
import dev.cwforwarder.local.lambda.RuntimeSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `scripts/bench.sh --concurrency`: concurrent invocations in one process.
@Command(
    name = "bench.sh --concurrency",
    description = {
      "Measures one process with several threads, as Lambda Managed Instances run Java, against a"
          + " receiver that answers after some time. Every record must arrive.",
      "",
    })
public final class Concurrency implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      description = "Numbers of threads (default ${DEFAULT-VALUE}).",
      defaultValue = "1,8,32")
  private List<Integer> threads = List.of();

  @Mixin private SharedOptions shared = new SharedOptions();

  @Option(
      names = "--answer-ms",
      paramLabel = "MS",
      description = "The time until the receiver answers (default ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int answerMillis;

  @Option(names = "--quick", description = "A fifth of the payloads.")
  private boolean quick;

  @Option(names = "--publish", description = "Also copy the table to docs.")
  private boolean publish;

  /// Runs the command.
  public static void main(String[] arguments) {
    System.exit(Commands.run(new Concurrency(), arguments));
  }

  @Override
  public Integer call() throws IOException, InputException, InterruptedException {
    if (threads.stream().anyMatch(count -> count < 1)
        || shared.events().stream().anyMatch(count -> count < 1)
        || answerMillis < 0) {
      throw new InputException(
          "--threads and --events expect whole numbers from 1, --answer-ms from 0");
    }
    try {
      String table = AlignedTable.of(rows());
      System.out.print(table);
      if (publish) {
        PublishedTables.replace("concurrency", table);
      }
      return Commands.OK;
    } catch (FailedRunException e) {
      System.err.println("bench.sh: " + e.getMessage());
      return Commands.FAILED;
    }
  }

  private List<List<String>> rows() throws IOException, InterruptedException, FailedRunException {
    RuntimeFolder.prepare(ProjectRoot.find());
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "events",
            "threads",
            "payloads/s",
            "CPU per event, µs",
            "peak memory, MB",
            "connections"));
    for (int count : shared.events()) {
      for (int parallel : threads) {
        rows.add(measure(count, parallel));
      }
    }
    return rows;
  }

  private List<String> measure(int count, int parallel)
      throws IOException, InterruptedException, FailedRunException {
    Workload workload = Workload.of(Mode.TIERED, count, quick);
    System.err.printf("%s, %d threads%n", workload.title(), parallel);
    try (RuntimeApi api = RuntimeApi.start();
        Sink sink = new Sink(Duration.ofMillis(answerMillis));
        MeasuredProcess process = start(workload, parallel, api, sink)) {
      Run run = new Run(workload, api, process);
      run.all(workload.discarded());
      Duration before = process.cpu();
      long start = System.nanoTime();
      run.all(workload.measured());
      double seconds = (System.nanoTime() - start) / 1e9;
      double micros = process.cpu().minus(before).toNanos() / 1e3 / workload.measured() / count;
      if (sink.records() != run.sent * count) {
        throw new FailedRunException(
            "%,d events sent, %,d records arrived".formatted(run.sent * count, sink.records()));
      }
      return List.of(
          "%,d".formatted(count),
          Integer.toString(parallel),
          Spread.number(workload.measured() / seconds),
          Spread.number(micros),
          Spread.number(process.peakMegabytes()),
          "%,d".formatted(sink.connections()));
    }
  }

  private MeasuredProcess start(Workload workload, int parallel, RuntimeApi api, Sink sink)
      throws IOException {
    return MeasuredProcess.start(
        new Packages(ProjectRoot.find()).candidate(),
        workload,
        Map.of("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(parallel)),
        api.address(),
        sink.endpoint(),
        shared.core());
  }

  /// The invocations of one process.
  private static final class Run {
    private final RuntimeApi api;
    private final MeasuredProcess process;
    private final List<String> payloads;
    private int sent;

    Run(Workload workload, RuntimeApi api, MeasuredProcess process) {
      this.api = api;
      this.process = process;
      this.payloads = MixedPayload.different(workload.events());
    }

    /// Invokes the function `count` times and waits for all answers.
    void all(int count) throws IOException, InterruptedException, FailedRunException {
      for (int i = 0; i < count; i++) {
        api.offer(Measurement.invocation(sent++, payloads, LIMIT.multipliedBy(10)));
      }
      for (int answers = 0; answers < count; ) {
        RuntimeSignal signal = api.poll(LIMIT);
        if (signal instanceof RuntimeSignal.Response) {
          answers++;
        } else if (!(signal instanceof RuntimeSignal.Ready)) {
          throw new FailedRunException(
              process.isAlive() ? "expected a response, got " + signal : process.end());
        }
      }
    }
  }
}
