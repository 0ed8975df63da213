package dev.cwforwarder.config.text;

import java.util.List;

/// The settings are invalid. Lists every problem, not just the first.
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // List.copyOf returns serializable lists
  private final List<String> problems;

  /// @param problems one sentence each, starting with the name of the setting
  public SettingsException(List<String> problems) {
    super(
        "%d invalid setting%s:\n  - %s"
            .formatted(
                problems.size(), problems.size() == 1 ? "" : "s", String.join("\n  - ", problems)));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
