package dev.cwforwarder.bench;

import static java.util.Objects.requireNonNull;

import dev.cwforwarder.local.lambda.ProjectRoot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A function to measure: a command that requests invocations from a Lambda Runtime API.
///
/// @param command the command and its arguments
/// @param environment variables in addition to those of Lambda
/// @param forwards whether all records must arrive
/// @param knowsModes whether it can start in each [Mode]: `scripts/bootstrap.sh` can
record Subject(
    String name,
    List<String> command,
    Map<String, String> environment,
    boolean forwards,
    boolean knowsModes) {
  static final String CANDIDATE = "candidate";
  static final String BARE = "bare handler";
  static final String BASELINE = "baseline";
  static final String COMMAND = "command";

  Subject {
    requireNonNull(name, "name is null");
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /// A handler that `scripts/bootstrap.sh` runs.
  ///
  /// @param folder the unpacked package
  /// @param javaOptions `JAVA_TOOL_OPTIONS`; empty for the value of the template
  static Subject handler(
      String name, Path folder, String handler, String javaOptions, boolean forwards) {
    Map<String, String> environment = new HashMap<>();
    environment.put("FUNCTION_DIR", folder.toAbsolutePath().toString());
    environment.put("_HANDLER", handler);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    if (!javaOptions.isEmpty()) {
      environment.put("JAVA_TOOL_OPTIONS", javaOptions);
    }
    String bootstrap = ProjectRoot.find().resolve("scripts/bootstrap.sh").toString();
    return new Subject(name, List.of(bootstrap), environment, forwards, true);
  }

  /// The forwarder as packaged in `folder`.
  static Subject forwarder(String name, Path folder) {
    return handler(name, folder, "dev.cwforwarder.handler.SubscriptionHandler", "", true);
  }

  /// Another forwarder.
  ///
  /// @param text a command of bash; `{SINK}` stands for the address to which it must send
  static Subject command(String text) {
    return new Subject(COMMAND, List.of("bash", "-c", text), Map.of(), true, false);
  }

  Subject named(String newName) {
    return new Subject(newName, command, environment, forwards, knowsModes);
  }

  /// The command for a function that sends to `sink`.
  List<String> command(Mode mode, String sink) {
    List<String> full = new ArrayList<>();
    command.forEach(part -> full.add(part.replace("{SINK}", sink)));
    if (knowsModes && mode == Mode.TIERED) {
      full.add("--tiered");
    }
    return full;
  }
}
