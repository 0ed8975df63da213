package dev.cwforwarder.check;

import static java.util.Objects.requireNonNull;

/// The result of a check.
///
/// @param sentence the result and, for a problem, what to do
public record Finding(Level level, String sentence) {
  /// The severity of the result.
  public enum Level {
    /// ClickStack accepted the event.
    ACCEPTED,
    /// The function works, but the alias is not up to date, or a rule dropped the event.
    WARNING,
    /// ClickStack did not accept the event.
    FAILED
  }

  public Finding {
    requireNonNull(level, "level is null");
    requireNonNull(sentence, "sentence is null");
  }
}
