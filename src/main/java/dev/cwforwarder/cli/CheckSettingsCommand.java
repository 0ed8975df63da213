package dev.cwforwarder.cli;

import dev.cwforwarder.config.StackSettings;
import dev.cwforwarder.config.text.ConfigNode;
import dev.cwforwarder.config.text.ConfigProblems;
import dev.cwforwarder.config.text.ConfigText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `check-settings`: checks the settings of all functions as the stack's custom resource does.
@Command(
    name = "check-settings",
    description = {
      "Reads the properties of the custom resource SettingsFingerprint as JSON from standard"
          + " input,",
      "and checks them as a deployment does. scripts/check-settings.sh creates them."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every function accepts its settings",
      "1:a setting is missing or malformed",
      "2:the properties are not JSON"
    })
final class CheckSettingsCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    if (!(ConfigText.parse(text, new ConfigProblems("the properties"))
        instanceof ConfigNode.Mapping properties)) {
      throw new IllegalArgumentException("expected a JSON object on standard input");
    }
    List<String> problems = StackSettings.of(properties).problems(Instant.now());
    problems.forEach(problem -> System.err.println(Terminal.cell(problem)));
    return problems.isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
  }
}
