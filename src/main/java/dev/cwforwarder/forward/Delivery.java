package dev.cwforwarder.forward;

import dev.cwforwarder.export.TransferCounts;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The outcome of a delivery. Each event is counted exactly once: `received = exported + dropped +
/// rejected + stored + undelivered`.
///
/// @param received number of events to deliver
/// @param exported number of events that the endpoint accepted
/// @param dropped number of events dropped on purpose, by reason
/// @param rejected number of events that the endpoint rejected (OTLP partial success)
/// @param stored number of events stored in the failure store, by reason
/// @param undelivered number of events that only their source still holds
/// @param traffic the requests of the delivery
/// @param problem why events are undelivered, or a warning for the operator; null for none
/// @param redacted number of redacted pieces of text, by rule; these are not events
/// @param truncated number of records without some of their fields because of a limit; they are
///   also counted above
/// @param outOfTime whether events were not sent because no time was left before the deadline; the
///   endpoint is not the problem
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
    int truncated,
    boolean outOfTime) {
  /// A delivery without events.
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

  /// A delivery without redacted or truncated records.
  public Delivery(
      int received,
      int exported,
      Map<String, Integer> dropped,
      int rejected,
      Map<String, Integer> stored,
      int undelivered,
      TransferCounts traffic,
      @Nullable String problem) {
    this(
        received,
        exported,
        dropped,
        rejected,
        stored,
        undelivered,
        traffic,
        problem,
        Map.of(),
        0,
        false);
  }

  /// The effect of limits and rules on a batch before it is sent.
  static Delivery ruled(
      Map<String, Integer> dropped, Map<String, Integer> redacted, int truncated) {
    return new Delivery(
        sum(dropped),
        0,
        dropped,
        0,
        Map.of(),
        0,
        TransferCounts.NONE,
        null,
        redacted,
        truncated,
        false);
  }

  /// All `events` of an accepted request.
  ///
  /// @param rejected how many of them the endpoint rejected
  static Delivery accepted(int events, int rejected) {
    return new Delivery(
        events, events - rejected, Map.of(), rejected, Map.of(), 0, TransferCounts.NONE, null);
  }

  /// Requests without events.
  static Delivery sent(TransferCounts traffic) {
    return new Delivery(0, 0, Map.of(), 0, Map.of(), 0, traffic, null);
  }

  /// All `events` dropped for one reason.
  public static Delivery dropped(int events, String reason) {
    return new Delivery(
        events, 0, Map.of(reason, events), 0, Map.of(), 0, TransferCounts.NONE, null);
  }

  /// All `events` stored in the failure store for one reason, without any request.
  ///
  /// @param problem a warning for the operator
  public static Delivery stored(int events, String reason, String problem) {
    return new Delivery(
        events, 0, Map.of(), 0, Map.of(reason, events), 0, TransferCounts.NONE, problem);
  }

  /// All `events` undelivered, without any request.
  public static Delivery undelivered(int events, String problem) {
    return new Delivery(events, 0, Map.of(), 0, Map.of(), events, TransferCounts.NONE, problem);
  }

  /// The sum of both deliveries, with the first problem.
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
        truncated + other.truncated,
        outOfTime || other.outOfTime);
  }

  /// This delivery, ended by its deadline.
  Delivery asOutOfTime() {
    return new Delivery(
        received,
        exported,
        dropped,
        rejected,
        stored,
        undelivered,
        traffic,
        problem,
        redacted,
        truncated,
        true);
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
