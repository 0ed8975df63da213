package dev.cwforwarder.forward;

import dev.cwforwarder.export.TransferCounts;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What became of the events of a delivery. Each one is counted once: `received = exported +
/// dropped + rejected + stored + undelivered`.
///
/// @param received events that came in
/// @param exported events the endpoint took
/// @param dropped events left out on purpose, by reason
/// @param rejected events the endpoint took and threw away (OTLP partial success)
/// @param stored events kept in the failure store, by reason
/// @param undelivered events that are nowhere but where they came from
/// @param traffic what was sent for it
/// @param problem what stands in the way of the undelivered ones, or is worth a warning; null when
///   nothing does
/// @param redacted pieces of text blotted out, by rule; these are no events
/// @param cut records of whose fields a limit left some out; they are counted above as well
public record Delivery(
    int received,
    int exported,
    Map<String, Integer> dropped,
    int rejected,
    Map<String, Integer> stored,
    int undelivered,
    TransferCounts traffic,
    @Nullable String problem,
    Map<String, Integer> redacted,
    int cut) {
  /// A delivery of nothing.
  public static final Delivery NONE =
      new Delivery(0, 0, Map.of(), 0, Map.of(), 0, TransferCounts.NONE, null);

  public Delivery {
    dropped = Map.copyOf(dropped);
    stored = Map.copyOf(stored);
    redacted = Map.copyOf(redacted);
    int accounted = exported + sum(dropped) + rejected + sum(stored) + undelivered;
    if (accounted != received) {
      throw new IllegalArgumentException(
          "%d events received, %d accounted for".formatted(received, accounted));
    }
  }

  /// A delivery in which nothing is blotted out or cut.
  public Delivery(
      int received,
      int exported,
      Map<String, Integer> dropped,
      int rejected,
      Map<String, Integer> stored,
      int undelivered,
      TransferCounts traffic,
      @Nullable String problem) {
    this(received, exported, dropped, rejected, stored, undelivered, traffic, problem, Map.of(), 0);
  }

  /// What limits and rules did to a batch before the rest of it is sent.
  static Delivery ruled(Map<String, Integer> dropped, Map<String, Integer> redacted, int cut) {
    return new Delivery(
        sum(dropped), 0, dropped, 0, Map.of(), 0, TransferCounts.NONE, null, redacted, cut);
  }

  /// All `events` left out for one reason.
  public static Delivery dropped(int events, String reason) {
    return new Delivery(
        events, 0, Map.of(reason, events), 0, Map.of(), 0, TransferCounts.NONE, null);
  }

  /// All `events` kept in the failure store for one reason, nothing sent.
  ///
  /// @param problem what a person should know of it
  public static Delivery stored(int events, String reason, String problem) {
    return new Delivery(
        events, 0, Map.of(), 0, Map.of(reason, events), 0, TransferCounts.NONE, problem);
  }

  /// All `events` undelivered, nothing sent.
  public static Delivery undelivered(int events, String problem) {
    return new Delivery(events, 0, Map.of(), 0, Map.of(), events, TransferCounts.NONE, problem);
  }

  /// Both deliveries as one; the first problem is kept.
  public Delivery plus(Delivery other) {
    return new Delivery(
        received + other.received,
        exported + other.exported,
        merged(dropped, other.dropped),
        rejected + other.rejected,
        merged(stored, other.stored),
        undelivered + other.undelivered,
        traffic.plus(other.traffic),
        problem == null ? other.problem : problem,
        merged(redacted, other.redacted),
        cut + other.cut);
  }

  /// "3 of 500 records undelivered: why".
  public String summary() {
    return "%d of %d records undelivered: %s".formatted(undelivered, received, problem);
  }

  private static int sum(Map<String, Integer> counts) {
    int sum = 0;
    for (int count : counts.values()) {
      sum += count;
    }
    return sum;
  }

  private static Map<String, Integer> merged(Map<String, Integer> a, Map<String, Integer> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    Map<String, Integer> sum = new TreeMap<>(a);
    b.forEach((reason, count) -> sum.merge(reason, count, Integer::sum));
    return sum;
  }
}
