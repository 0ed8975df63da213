package dev.cwforwarder.cli;

import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.wiring.Backfills;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `poll backfill`: delivers a range again, in addition to regular polling.
@Command(
    name = "backfill",
    description = {
      "Requests all events of a log group with timestamps from --from to --to, whether the group"
          + " is",
      "polled or only subscribed.",
      "The next run delivers them. Until then, 'poll status' shows them as waiting."
    },
    mixinStandardHelpOptions = true)
final class PollBackfillCommand implements Callable<Integer> {
  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

  @Mixin private RetentionOption retention = new RetentionOption();

  @Parameters(paramLabel = "GROUP", description = "A log group's name, or a source's id.")
  private String group = "";

  @Option(
      names = "--from",
      required = true,
      converter = PastTimeConverter.class,
      description = "A time such as 2026-01-31T00:00:00Z, or an age such as 7d.")
  private Instant from = Instant.EPOCH;

  @Option(
      names = "--region",
      defaultValue = "${env:AWS_REGION:-}",
      description = "The Region of a group that is not polled. Default: AWS_REGION.")
  private String region = "";

  @Option(
      names = "--to",
      converter = PastTimeConverter.class,
      description = "Exclusive. Default: now.")
  private @Nullable Instant to;

  @Override
  public Integer call() throws CheckpointException, IOException {
    Instant end = to == null ? Instant.now() : to;
    for (String id :
        Backfills.request(checkpoints.open(), retention.retention(), region, group, from, end)) {
      System.out.printf("%s: requested from %s to %s%n", Terminal.cell(id), from, end);
    }
    return ExitCode.OK;
  }
}
