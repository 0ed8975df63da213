package dev.cwforwarder.cli;

import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.PollAnswer;
import dev.cwforwarder.poll.SourceStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `poll status`: one line per source.
@Command(
    name = "status",
    description = "Shows how far each log group has been forwarded, and its problem, if any.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a checkpoint is damaged, or a named log group does not exist; the output names it",
      "2:invalid option or setting",
      "3:the checkpoints are unavailable"
    })
final class PollStatusCommand implements Callable<Integer> {
  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws CheckpointException, IOException {
    List<SourceStatus> sources = SourceStatus.all(checkpoints.open());
    Instant now = Instant.now();
    if (json) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      PollAnswer.write(sources, now, answer);
      Terminal.printJson(answer);
    } else {
      print(sources, now);
    }
    return sources.stream().anyMatch(SourceStatus::isUnreadable)
        ? ExitCode.INCOMPLETE
        : ExitCode.OK;
  }

  private static void print(List<SourceStatus> sources, Instant now) {
    String row = "%-20s %10s  %-8s %8s  %-60s %s%n";
    System.out.printf(row, "DELIVERED UP TO", "BEHIND", "READER", "WAITING", "SOURCE", "PROBLEM");
    for (SourceStatus source : sources) {
      if (source.isUnreadable()) {
        System.out.printf(
            row, "?", "?", "?", "?", Terminal.cell(source.id()), Terminal.cell(source.problem()));
        continue;
      }
      System.out.printf(
          row,
          source.watermark().truncatedTo(ChronoUnit.SECONDS),
          span(source.behind(now)),
          source.reader().stored().toLowerCase(Locale.ROOT),
          source.underWay(),
          Terminal.cell(source.id()),
          Terminal.cell(problem(source)));
    }
  }

  private static String span(Duration time) {
    return time.toHours() > 0
        ? "%d h %02d min".formatted(time.toHours(), time.toMinutesPart())
        : "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart());
  }

  private static String problem(SourceStatus source) {
    if (!source.problem().isEmpty()) {
      return source.problem();
    }
    return source.lateDetectable() ? "" : "late events cannot be detected: no ingestion times";
  }
}
