package dev.cwforwarder.check;

import static java.util.Objects.requireNonNull;

/// What a check has found out.
///
/// @param sentence what it is, and what to do if it is not well
public record Finding(Level level, String sentence) {
  /// How it stands.
  public enum Level {
    /// ClickStack has taken the event.
    TAKEN,
    /// The same, but not everything is as it was deployed, or the event did not get that far on
    /// purpose.
    TAKEN_BUT,
    /// ClickStack has not taken the event.
    NOT_TAKEN
  }

  public Finding {
    requireNonNull(level, "level is null");
    requireNonNull(sentence, "sentence is null");
  }
}
