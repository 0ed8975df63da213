package dev.cwforwarder.poll;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How far a range of timestamps has been read and acknowledged.
///
/// @param from where the reading that `token` belongs to began
/// @param token asks for the next page of that reading; empty: there is none to go on with
/// @param at the highest timestamp that was reached; a reading without token begins there
/// @param ids hashes of the events at `at` that are acknowledged
/// @param sorted whether all events came in the order of their timestamps so far; if not, only the
///   token leads on
record Cursor(long from, String token, long at, Set<Long> ids, boolean sorted) {
  Cursor {
    ids = Set.copyOf(ids);
  }

  static Cursor startingAt(long from) {
    return new Cursor(from, "", from, Set.of(), true);
  }

  /// Whether the event was acknowledged when the cursor was made.
  boolean holds(PolledEvent event) {
    return event.timestampMillis() == at && ids.contains(EventHash.of(event.id()));
  }

  /// The cursor once a page is acknowledged.
  ///
  /// @param mostIds more at one timestamp are forgotten; they come twice if the token is lost
  Cursor past(List<PolledEvent> events, String nextToken, int mostIds) {
    long reached = at;
    boolean ordered = sorted;
    for (PolledEvent event : events) {
      ordered &= event.timestampMillis() >= reached;
      reached = Math.max(reached, event.timestampMillis());
    }
    Set<Long> there = new HashSet<>(reached == at ? ids : Set.of());
    for (PolledEvent event : events) {
      if (event.timestampMillis() == reached) {
        there.add(EventHash.of(event.id()));
      }
    }
    return new Cursor(from, nextToken, reached, there.size() > mostIds ? Set.of() : there, ordered);
  }

  /// The cursor that goes on without the token: at the timestamp, or from the beginning `first` of
  /// the range when the order was not kept.
  Cursor withoutToken(long first) {
    return sorted ? new Cursor(at, "", at, ids, true) : startingAt(first);
  }
}
