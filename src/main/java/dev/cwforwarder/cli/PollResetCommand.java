package dev.cwforwarder.cli;

import dev.cwforwarder.poll.BackfillRequests;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.CheckpointStore;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `poll reset`: begins a source anew.
@Command(
    name = "reset",
    description = {
      "Begins a source anew: at --from, or as one that was never read.",
      "What was delivered since then is delivered once more."
    },
    mixinStandardHelpOptions = true)
final class PollResetCommand implements Callable<Integer> {
  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

  @Parameters(paramLabel = "SOURCE", description = "As in 'poll status', or a log group's name.")
  private String source = "";

  @Option(names = "--from", description = "e.g. 2026-01-31T00:00:00Z")
  private @Nullable Instant from;

  @Override
  public Integer call() throws CheckpointException {
    CheckpointStore store = checkpoints.open();
    BackfillRequests orders = new BackfillRequests(store, Clock.systemUTC());
    for (String id : orders.sources(source)) {
      if (from == null) {
        orders.forget(id);
      } else {
        orders.restart(id, from);
      }
      System.out.println(
          id + " begins " + (from == null ? "as one that was never read" : "at " + from));
    }
    return ExitCode.OK;
  }
}
