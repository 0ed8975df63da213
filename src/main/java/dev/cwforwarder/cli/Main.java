package dev.cwforwarder.cli;

import dev.cwforwarder.config.text.SettingsException;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.replay.BucketException;
import dev.cwforwarder.wiring.ProxyRoutes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `java -jar clickstack-cloudwatch-forwarder.jar`.
@Command(
    name = "clickstack-cloudwatch-forwarder",
    description = "Tools for the forwarder. Settings come from the environment, like in Lambda.",
    subcommands = {
      ReplayCommand.class,
      PollCommand.class,
      SubscribeCommand.class,
      ImportCollectorConfigCommand.class,
      DeployCheckCommand.class,
      CheckSettingsCommand.class
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
    System.exit(canConnect(line) ? line.execute(arguments) : ExitCode.INVALID_INPUT);
  }

  private static boolean canConnect(CommandLine line) {
    try {
      ProxyRoutes.install(System.getenv());
      return true;
    } catch (SettingsException e) {
      say(line, e, ExitCode.INVALID_INPUT);
      return false;
    }
  }

  /// Prints one line for an error that the user can fix, and a stack trace for a bug.
  private static int explain(Exception e, CommandLine failed) {
    return switch (e) {
      case SettingsException _, IllegalArgumentException _ ->
          say(failed, e, ExitCode.INVALID_INPUT);
      case BucketException _, CheckpointException _, IOException _ ->
          say(failed, e, ExitCode.UNAVAILABLE);
      default -> {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        System.err.println(Terminal.message(trace.toString()));
        yield failed.getCommandSpec().exitCodeOnExecutionException();
      }
    };
  }

  /// Only invalid settings take several lines, one for each.
  private static int say(CommandLine failed, Exception e, int code) {
    String message = String.valueOf(e.getMessage());
    boolean several = e instanceof SettingsException;
    System.err.println(
        failed.getCommandName()
            + ": "
            + (several ? Terminal.message(message) : Terminal.cell(message)));
    return code;
  }
}
