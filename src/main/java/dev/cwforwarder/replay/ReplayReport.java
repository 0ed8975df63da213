package dev.cwforwarder.replay;

import dev.cwforwarder.forward.Delivery;
import java.util.Map;
import java.util.TreeMap;

/// What a replay did.
///
/// @param end why it ended
/// @param removed objects delivered, and deleted or moved
/// @param left objects looked at that stay, by reason
/// @param delivery what became of their events
/// @param problem what stopped it or a person should look at; empty when nothing
public record ReplayReport(
    End end, long removed, Map<String, Long> left, Delivery delivery, String problem) {
  /// Why a replay ended.
  public enum End {
    /// Everything asked for has been looked at.
    DONE,
    /// The time or the limit given was used up; what is left waits for the next replay.
    OUT_OF_TIME,
    /// ClickStack, or the bucket, does not take what is sent.
    UNAVAILABLE,
    /// Another replay runs. Nothing was done, or nothing more.
    LEASE_HELD
  }

  public ReplayReport {
    left = Map.copyOf(left);
  }

  /// Nothing was done.
  static ReplayReport nothing(End end, String problem) {
    return new ReplayReport(end, 0, Map.of(), Delivery.NONE, problem);
  }

  /// Objects that stay although they were looked at.
  public long leftObjects() {
    return left.values().stream().mapToLong(Long::longValue).sum();
  }

  /// For a person: "done: 500 objects delivered, 3 left (undecodable 3)".
  public String summary() {
    StringBuilder text = new StringBuilder();
    text.append("%s: %d objects delivered, %d left".formatted(label(), removed, leftObjects()));
    if (!left.isEmpty()) {
      text.append(' ').append(new TreeMap<>(left));
    }
    return problem.isEmpty() ? text.toString() : text.append("; ").append(problem).toString();
  }

  /// "done", "out of time" and so on.
  public String label() {
    return switch (end) {
      case DONE -> "done";
      case OUT_OF_TIME -> "out of time";
      case UNAVAILABLE -> "stopped";
      case LEASE_HELD -> "another replay is running";
    };
  }
}
