package dev.cwforwarder.cli;

import dev.cwforwarder.config.text.SettingsException;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.replay.BucketException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;

/// `java -jar clickstack-cloudwatch-forwarder.jar`.
@Command(
    name = "clickstack-cloudwatch-forwarder",
    description = "Tools for the forwarder. Settings come from the environment, like in Lambda.",
    subcommands = {
      ReplayCommand.class,
      PollCommand.class,
      SubscribeCommand.class,
      ImportCollectorConfigCommand.class,
      DeployCheckCommand.class
    },
    mixinStandardHelpOptions = true)
public final class Main {
  private Main() {}

  /// Runs a command and exits with its [ExitCode].
  public static void main(String[] arguments) {
    // The AWS SDK logs through SLF4J, which would warn that it has no provider.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    CommandLine line = new CommandLine(new Main());
    line.setUsageHelpAutoWidth(true);
    line.setExecutionExceptionHandler((e, failed, _) -> explain(e, failed));
    System.exit(line.execute(arguments));
  }

  /// Prints one line for an error that the user can fix, and a stack trace for a bug.
  private static int explain(Exception e, CommandLine failed) {
    int code =
        switch (e) {
          case SettingsException _, IllegalArgumentException _ -> ExitCode.INVALID_INPUT;
          case BucketException _, CheckpointException _, IOException _ -> ExitCode.UNAVAILABLE;
          default -> throw new ExecutionException(failed, String.valueOf(e.getMessage()), e);
        };
    System.err.println(failed.getCommandName() + ": " + e.getMessage());
    return code;
  }
}
