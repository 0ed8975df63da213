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

/// `poll reset`: restarts a source.
@Command(
    name = "reset",
    description = {
      "Restarts a source at --from, or as if it had never been read.",
      "Events that were delivered since then are delivered again."
    },
    mixinStandardHelpOptions = true)
final class PollResetCommand implements Callable<Integer> {
  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

  @Mixin private RetentionOption retention = new RetentionOption();

  @Parameters(
      paramLabel = "SOURCE",
      description = "A source as shown by 'poll status', or a log group's name.")
  private String source = "";

  @Option(
      names = "--from",
      converter = PastTimeConverter.class,
      description = "A time such as 2026-01-31T00:00:00Z, or an age such as 7d.")
  private @Nullable Instant from;

  @Override
  public Integer call() throws CheckpointException {
    if (from != null) {
      retention.retention().check(from, Instant.now());
    }
    CheckpointStore store = checkpoints.open();
    BackfillRequests requests = new BackfillRequests(store, Clock.systemUTC());
    for (String id : requests.sources(source)) {
      if (from == null) {
        requests.reset(id);
      } else {
        requests.restart(id, from);
      }
      System.out.println(
          Terminal.cell(id)
              + " restarts "
              + (from == null ? "as if it had never been read" : "at " + from));
    }
    return ExitCode.OK;
  }
}
