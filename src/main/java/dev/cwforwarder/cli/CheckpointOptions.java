package dev.cwforwarder.cli;

import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.CheckpointStore;
import dev.cwforwarder.poll.FileCheckpoints;
import dev.cwforwarder.wiring.PollWiring;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the checkpoints are.
final class CheckpointOptions {
  @Option(
      names = "--table",
      defaultValue = "${env:CHECKPOINT_TABLE:-}",
      description = "The checkpoint table; default: CHECKPOINT_TABLE.")
  private String table = "";

  @Option(
      names = "--state",
      description = "A file instead of the table, for polling without a stack; made if need be.")
  private @Nullable Path file;

  /// @throws IllegalArgumentException when neither is given
  CheckpointStore open() throws CheckpointException {
    if (file != null) {
      return FileCheckpoints.open(file);
    }
    if (table.isEmpty()) {
      throw new IllegalArgumentException(
          "no checkpoints: give --table, --state, or set CHECKPOINT_TABLE");
    }
    return PollWiring.checkpoints(table);
  }
}
