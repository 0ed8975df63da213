package dev.cwforwarder.cli;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.PollAnswer;
import dev.cwforwarder.poll.PollPlan;
import dev.cwforwarder.poll.PollReport;
import dev.cwforwarder.poll.Poller;
import dev.cwforwarder.wiring.PollWiring;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `poll run`: polls from a terminal, like the function does on its schedule.
@Command(
    name = "run",
    description = {
      "Forwards the log groups in POLL_CONFIG until it is stopped.",
      "Requires OTEL_EXPORTER_OTLP_ENDPOINT, the ingestion key as in the function, and AWS",
      "credentials."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or nothing to do",
      "1:some log groups could not be read; the log names them",
      "2:invalid option or setting",
      "3:with --once ClickStack is unavailable; or the checkpoints cannot be written",
      "4:another poll is running"
    })
final class PollRunCommand implements Callable<Integer> {
  private static final Duration MAX_TIME = Duration.ofDays(7);

  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

  @Option(names = "--config", description = "A file to read instead of POLL_CONFIG.")
  private @Nullable Path config;

  @Option(names = "--once", description = "Stop after one cycle.")
  private boolean once;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, CheckpointException, InterruptedException {
    PollWiring parts = PollWiring.of(environment(), checkpoints.open(), System.err);
    Poller poller = parts.poller("");
    PollPlan plan = parts.plan("", PollPlan.Shard.ALL);
    PollReport report;
    while (true) {
      Instant start = Instant.now();
      report = cycle(poller, plan);
      print(report);
      if (once || !continues(report.end())) {
        return exitCode(report);
      }
      Duration wait = Duration.between(Instant.now(), start.plus(parts.interval()));
      if (wait.isPositive()) {
        Thread.sleep(wait);
      }
    }
  }

  /// Whether another cycle can help. ClickStack may be available again, or its key readable.
  private static boolean continues(PollReport.End end) {
    return switch (end) {
      case DONE, OUT_OF_TIME, UNAVAILABLE -> true;
      case CHECKPOINTS, LEASE_HELD -> false;
    };
  }

  private PollReport cycle(Poller poller, PollPlan plan) throws InterruptedException {
    ProgressLine progress = new ProgressLine(System.err, !json && Terminal.isInteractive());
    try {
      return poller.run(plan, Deadline.in(MAX_TIME, Clock.systemUTC()), progress::sources);
    } finally {
      progress.end();
    }
  }

  private Map<String, String> environment() throws IOException {
    Map<String, String> env = new HashMap<>(System.getenv());
    if (config != null) {
      env.put("POLL_CONFIG", Files.readString(config));
    }
    return env;
  }

  private void print(PollReport report) throws IOException {
    if (json) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      PollAnswer.write(report, answer);
      Terminal.printJson(answer);
    } else {
      System.out.println(Terminal.cell(report.summary()));
      new TreeMap<>(report.skipped())
          .forEach(
              (group, reason) ->
                  System.out.println("  skipped " + Terminal.cell(group + ": " + reason)));
    }
  }

  private static int exitCode(PollReport report) {
    return switch (report.end()) {
      case DONE, OUT_OF_TIME ->
          report.failuresByReason().isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
      case UNAVAILABLE, CHECKPOINTS -> ExitCode.UNAVAILABLE;
      case LEASE_HELD -> ExitCode.LEASE_HELD;
    };
  }
}
