package dev.cwforwarder.config.text;

import java.util.ArrayList;
import java.util.List;

/// Collects the problems and warnings of one configuration text.
public final class ConfigProblems {
  /// A longer list would not help the reader.
  private static final int MAX_MESSAGES = 50;

  private final String variable;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /// @param variable the setting that holds the text; every problem starts with it
  public ConfigProblems(String variable) {
    this.variable = variable;
  }

  /// Adds a problem.
  ///
  /// @param path location of the problem, e.g. `logs.groups.named`; empty for the whole text
  public void problem(String path, int line, String problem) {
    if (problems.size() < MAX_MESSAGES) {
      problems.add(variable + ": " + sentence(path, line, problem));
    }
  }

  /// Adds a warning; see [#problem].
  public void warn(String path, int line, String warning) {
    if (warnings.size() < MAX_MESSAGES) {
      warnings.add(sentence(path, line, warning));
    }
  }

  /// All warnings, one sentence each.
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /// Ends the reading of the text.
  ///
  /// @throws SettingsException listing all problems, if there are any
  public void check() {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  private static String sentence(String path, int line, String message) {
    return "%s%s (line %d)".formatted(path.isEmpty() ? "" : path + ": ", message, line);
  }
}
