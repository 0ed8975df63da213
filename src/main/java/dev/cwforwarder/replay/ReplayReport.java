package dev.cwforwarder.replay;

import dev.cwforwarder.forward.Delivery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The result of a replay.
///
/// @param end why it ended
/// @param removed number of objects delivered, and deleted or moved
/// @param left number of objects that were read and stay in the bucket, by reason
/// @param named the first [#MAX_NAMED] of these objects
/// @param delivery the outcome of the events in all of these objects
/// @param problem why the replay stopped, or a warning for the operator; empty for none
public record ReplayReport(
    End end,
    long removed,
    Map<String, Long> left,
    List<LeftObject> named,
    Delivery delivery,
    String problem) {
  static final int MAX_NAMED = 20;

  /// Why a replay ended.
  public enum End {
    /// All requested objects were read.
    DONE,
    /// The time or the limit was used up; the remaining objects wait for the next replay.
    OUT_OF_TIME,
    /// ClickStack or the bucket does not accept requests.
    UNAVAILABLE,
    /// Another replay is running; this one did not start or stopped.
    LEASE_HELD
  }

  public ReplayReport {
    left = Map.copyOf(left);
    named = List.copyOf(named);
  }

  /// The result of a replay that did not start.
  static ReplayReport nothing(End end, String problem) {
    return new ReplayReport(end, 0, Map.of(), List.of(), Delivery.NONE, problem);
  }

  /// Number of objects that were read and stay in the bucket.
  public long leftObjects() {
    return left.values().stream().mapToLong(Long::longValue).sum();
  }

  /// A summary for the operator: "done: 500 objects delivered, 3 left {not decodable=3}, e.g. …".
  public String summary() {
    StringBuilder text = new StringBuilder();
    text.append("%s: %d objects delivered, %d left".formatted(label(), removed, leftObjects()));
    if (!left.isEmpty()) {
      text.append(' ').append(new TreeMap<>(left));
    }
    if (!named.isEmpty()) {
      text.append(", e.g. ").append(named.getFirst());
    }
    return problem.isEmpty() ? text.toString() : text.append("; ").append(problem).toString();
  }

  /// The end as text: "done", "out of time", …
  public String label() {
    return switch (end) {
      case DONE -> "done";
      case OUT_OF_TIME -> "out of time";
      case UNAVAILABLE -> "stopped";
      case LEASE_HELD -> "another replay is running";
    };
  }
}
