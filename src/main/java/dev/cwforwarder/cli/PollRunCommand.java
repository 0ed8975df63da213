package dev.cwforwarder.cli;

import dev.cwforwarder.config.ConfigSource;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.PollAnswer;
import dev.cwforwarder.poll.PollPlan;
import dev.cwforwarder.poll.PollReport;
import dev.cwforwarder.poll.Poller;
import dev.cwforwarder.wiring.PollWiring;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `poll run`: what the function does on its schedule, from a terminal.
@Command(
    name = "run",
    description = {
      "Forwards what is due of the log groups in POLL_CONFIG, again and again until it is ended.",
      "Needs OTEL_EXPORTER_OTLP_ENDPOINT, the ingestion key as in the function, and AWS credentials."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or nothing to do",
      "1:some log groups could not be read; the log says which",
      "2:wrong option or setting",
      "3:ClickStack does not take it, or the checkpoints cannot be kept",
      "4:another poll is running"
    })
final class PollRunCommand implements Callable<Integer> {
  /// Nobody waits for longer.
  private static final Duration TIME = Duration.ofDays(7);

  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

  @Option(names = "--config", description = "A file with what POLL_CONFIG would say.")
  private @Nullable Path config;

  @Option(names = "--once", description = "One cycle, then end.")
  private boolean once;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, CheckpointException, InterruptedException {
    Map<String, String> env = System.getenv();
    PollWiring parts = PollWiring.of(env, text(env), checkpoints.open(), System.err);
    Poller poller = parts.poller("");
    PollPlan plan = parts.plan("", PollPlan.Shard.ALL);
    PollReport report;
    while (true) {
      Instant begin = Instant.now();
      report = cycle(poller, plan);
      print(report);
      if (once || report.end() != PollReport.End.DONE) {
        return exitCode(report);
      }
      Duration rest = Duration.between(Instant.now(), begin.plus(parts.interval()));
      if (rest.isPositive()) {
        Thread.sleep(rest);
      }
    }
  }

  private PollReport cycle(Poller poller, PollPlan plan) throws InterruptedException {
    ProgressLine progress = new ProgressLine(System.err, !json && Terminal.isThere());
    try {
      return poller.run(plan, Deadline.in(TIME, Clock.systemUTC()), progress::sources);
    } finally {
      progress.end();
    }
  }

  private String text(Map<String, String> env) throws IOException {
    if (config != null) {
      return Files.readString(config);
    }
    String given = env.getOrDefault("POLL_CONFIG", "");
    if (given.isBlank()) {
      throw new IllegalArgumentException("nothing to poll: give --config, or set POLL_CONFIG");
    }
    return PollWiring.text(ConfigSource.of(given));
  }

  private void print(PollReport report) throws IOException {
    if (json) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      PollAnswer.write(report, answer);
      System.out.println(answer.toString(StandardCharsets.UTF_8));
    } else {
      System.out.println(report.summary());
      new TreeMap<>(report.skipped())
          .forEach((group, why) -> System.out.println("  skipped " + group + ": " + why));
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
