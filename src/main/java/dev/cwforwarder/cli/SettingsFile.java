package dev.cwforwarder.cli;

import dev.cwforwarder.config.CollectorImport;
import dev.cwforwarder.config.text.ConfigJson;
import java.util.regex.Pattern;

/// The text of a `settings.yaml`: a flat map of the stack's parameters for `scripts/deploy.sh`.
final class SettingsFile {
  /// Text that YAML reads as itself without quotes.
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9/]([A-Za-z0-9/:._@=,+-]*[A-Za-z0-9/])?");

  /// Text on one line that needs no escapes in a text block.
  private static final Pattern VISIBLE = Pattern.compile("[!-~][ -~]*");

  /// What a collector's configuration does not decide.
  private static final String REVIEW =
      """
      # Review PollConfig before you deploy:
      #   The stack polls these log groups. If you subscribe them, remove PollConfig: otherwise
      #   their records arrive twice. docs/migration.md describes how to switch over.
      #   A log group without start_from is read from the first poll on. The collector's checkpoints
      #   are not imported.
      """;

  private SettingsFile() {}

  /// The parameters, and what remains as comments. Control characters are escaped.
  static String of(CollectorImport converted) {
    StringBuilder text = new StringBuilder();
    if (!converted.remaining().isEmpty()) {
      text.append("# Without a counterpart, or to be configured manually:\n");
    }
    converted
        .remaining()
        .forEach(one -> text.append("#   ").append(Terminal.cell(one)).append('\n'));
    converted
        .parameters()
        .forEach(
            (name, value) -> {
              text.append(name.equals("PollConfig") ? REVIEW : "");
              text.append(name).append(": ").append(value(value)).append('\n');
            });
    return text.toString();
  }

  private static String value(String value) {
    if (PLAIN.matcher(value).matches()) {
      return value;
    }
    // YAML reads a string of JSON as JSON does.
    return VISIBLE.matcher(value).matches()
        ? "|-\n  " + value
        : Terminal.escaped(ConfigJson.quoted(value));
  }
}
