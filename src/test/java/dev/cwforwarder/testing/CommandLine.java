package dev.cwforwarder.testing;

import dev.cwforwarder.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The result of a command in a separate process. The command line runs with C1 only, as in the
/// scripts, since most commands end before C2 has compiled anything.
///
/// @param code the exit code
/// @param output stdout and stderr of the process
public record CommandLine(int code, String output) {
  /// Runs a command of the command line and waits for its end.
  ///
  /// @param environment added to this process's environment
  public static CommandLine run(Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    return execute(environment, java(arguments));
  }

  /// The program and its arguments that [#run] starts.
  public static List<String> java(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /// Runs any program and waits for its end.
  ///
  /// @param environment added to this process's environment
  public static CommandLine execute(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("command", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      int code = builder.start().waitFor();
      return new CommandLine(code, Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
