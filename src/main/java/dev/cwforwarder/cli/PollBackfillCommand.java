package dev.cwforwarder.cli;

import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.wiring.BackfillCommand;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `poll backfill`: delivers a range once more, beside what goes on as usual.
@Command(
    name = "backfill",
    description = {
      "Orders everything of a log group that is stamped from --from to --to, be the group polled",
      "or only subscribed.",
      "The next run delivers it, with all it takes; 'poll status' shows it waiting until then."
    },
    mixinStandardHelpOptions = true)
final class PollBackfillCommand implements Callable<Integer> {
  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

  @Parameters(paramLabel = "GROUP", description = "A log group's name, or a source's id.")
  private String group = "";

  @Option(names = "--from", required = true, description = "e.g. 2026-01-31T00:00:00Z")
  private Instant from = Instant.EPOCH;

  @Option(names = "--to", description = "Exclusive; default: now.")
  private @Nullable Instant to;

  @Override
  public Integer call() throws CheckpointException, IOException {
    Instant end = to == null ? Instant.now() : to;
    String region = System.getenv().getOrDefault("AWS_REGION", "");
    for (String id : BackfillCommand.place(checkpoints.open(), region, group, from, end)) {
      System.out.printf("%s: ordered from %s to %s%n", id, from, end);
    }
    return ExitCode.OK;
  }
}
