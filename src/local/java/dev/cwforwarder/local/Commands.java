package dev.cwforwarder.local;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Runs the commands of the scripts with common exit codes: 0 for success, 1 for failure, 2 for
/// invalid input. Prints an error as one line on standard error, without a stack trace.
public final class Commands {
  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int WRONG_INPUT = 2;

  private static final OptionSpec HELP =
      OptionSpec.builder("-h", "--help")
          .type(boolean.class)
          .usageHelp(true)
          .description("Show this help.")
          .build();

  private Commands() {}

  public static int run(Callable<Integer> command, String... arguments) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().addOption(HELP);
    line.setUsageHelpAutoWidth(true);
    line.setExecutionExceptionHandler((e, failed, _) -> explain(e, failed.getCommandName()));
    return line.execute(arguments);
  }

  private static int explain(Exception e, String name) throws Exception {
    return switch (e) {
      case InputException wrong -> say(name, String.valueOf(wrong.getMessage()));
      case IOException io -> say(name, io.toString());
      default -> throw e;
    };
  }

  private static int say(String name, String message) {
    System.err.println(name + ": " + TerminalText.lines(message));
    return WRONG_INPUT;
  }
}
