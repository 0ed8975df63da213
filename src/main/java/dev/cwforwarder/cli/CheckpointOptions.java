package dev.cwforwarder.cli;

import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.CheckpointStore;
import dev.cwforwarder.poll.FileCheckpoints;
import dev.cwforwarder.wiring.PollWiring;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that select the checkpoint store.
final class CheckpointOptions {
  @Option(
      names = "--table",
      defaultValue = "${env:CHECKPOINT_TABLE:-}",
      description = "The checkpoint table. Default: CHECKPOINT_TABLE.")
  private String table = "";

  @Option(
      names = "--state",
      description =
          "A file instead of the table, for polling without a stack. Created if it does not exist.")
  private @Nullable Path file;

  /// Opens the store.
  ///
  /// @throws IllegalArgumentException when no store is selected
  CheckpointStore open() throws CheckpointException {
    if (file != null) {
      return FileCheckpoints.open(file);
    }
    if (table.isEmpty()) {
      throw new IllegalArgumentException(
          "no checkpoints: set --table, --state or CHECKPOINT_TABLE");
    }
    return PollWiring.checkpoints(table);
  }
}
