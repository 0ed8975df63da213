package dev.cwforwarder.replay;

/// An object that a replay read, or tried to read, and that stays in the bucket.
///
/// @param reason a short reason, e.g. `not readable`; counted in reports
/// @param problem the cause, and what may help; empty when the reason says all
public record LeftObject(String key, String reason, String problem) {
  @Override
  public String toString() {
    return problem.isEmpty() ? key + ": " + reason : key + ": " + reason + ": " + problem;
  }
}
