package dev.cwforwarder.config.text;

import dev.cwforwarder.model.VisibleText;
import java.util.List;

/// The settings are invalid. Lists every problem, not just the first.
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_CHARACTERS = 1000;

  @SuppressWarnings("serial") // Stream.toList returns serializable lists
  private final List<String> problems;

  /// @param problems one sentence each, starting with the name of the setting; truncated to 1,000
  ///   characters, since a sentence may quote the setting
  public SettingsException(List<String> problems) {
    super(
        "%d invalid setting%s:\n  - %s"
            .formatted(
                problems.size(),
                problems.size() == 1 ? "" : "s",
                String.join("\n  - ", capped(problems))));
    this.problems = capped(problems);
  }

  private static List<String> capped(List<String> problems) {
    return problems.stream().map(one -> VisibleText.capped(one, MAX_CHARACTERS)).toList();
  }

  public List<String> problems() {
    return problems;
  }
}
