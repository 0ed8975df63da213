package dev.cwforwarder.poll;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How far a range of timestamps has been read and acknowledged. Times are in milliseconds since
/// the epoch.
///
/// @param from where the request that `token` belongs to starts
/// @param token requests the next page; empty: none
/// @param at the highest timestamp reached; a request without a token starts there
/// @param ids hashes of the acknowledged events with the timestamp `at`
/// @param sorted whether all events so far came in the order of their timestamps; if not, reading
///   can only continue with the token
record Cursor(long from, String token, long at, Set<Long> ids, boolean sorted) {
  Cursor {
    ids = Set.copyOf(ids);
  }

  static Cursor startingAt(long from) {
    return new Cursor(from, "", from, Set.of(), true);
  }

  /// Whether the event is acknowledged.
  boolean holds(PolledEvent event) {
    return event.timestampMillis() == at && ids.contains(EventHash.of(event.id()));
  }

  /// The cursor after a page is acknowledged.
  ///
  /// @param maxIds if more events share one timestamp, their ids are dropped; then they arrive
  ///   twice if the token expires
  Cursor past(List<PolledEvent> events, String nextToken, int maxIds) {
    long reached = at;
    boolean inOrder = sorted;
    for (PolledEvent event : events) {
      inOrder &= event.timestampMillis() >= reached;
      reached = Math.max(reached, event.timestampMillis());
    }
    Set<Long> acknowledged = new HashSet<>(reached == at ? ids : Set.of());
    for (PolledEvent event : events) {
      if (event.timestampMillis() == reached) {
        acknowledged.add(EventHash.of(event.id()));
      }
    }
    return new Cursor(
        from, nextToken, reached, acknowledged.size() > maxIds ? Set.of() : acknowledged, inOrder);
  }

  /// The cursor that continues without the token: at the timestamp reached, or, if events came out
  /// of order, at the start of the range.
  ///
  /// @param first the start of the range
  Cursor withoutToken(long first) {
    return sorted ? new Cursor(at, "", at, ids, true) : startingAt(first);
  }
}
