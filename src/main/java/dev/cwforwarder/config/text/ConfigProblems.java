package dev.cwforwarder.config.text;

import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with one text, and what is worth a warning.
public final class ConfigProblems {
  /// More would help nobody.
  private static final int MOST = 50;

  private final String variable;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /// @param variable the setting that the text is the value of; begins every problem
  public ConfigProblems(String variable) {
    this.variable = variable;
  }

  /// Records a problem.
  ///
  /// @param path what is wrong, e.g. `logs.groups.named`; empty for all of it
  public void problem(String path, int line, String problem) {
    if (problems.size() < MOST) {
      problems.add(variable + ": " + sentence(path, line, problem));
    }
  }

  public void warn(String path, int line, String warning) {
    if (warnings.size() < MOST) {
      warnings.add(sentence(path, line, warning));
    }
  }

  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /// Ends the reading when there is a problem.
  ///
  /// @throws SettingsException naming all problems, if there are any
  public void check() {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  private static String sentence(String path, int line, String said) {
    return "%s%s (line %d)".formatted(path.isEmpty() ? "" : path + ": ", said, line);
  }
}
