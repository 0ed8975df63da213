package dev.cwforwarder.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A range of timestamps to read, which of its events are due, and how far it has been read. All
/// times are in milliseconds since the epoch.
///
/// @param after events ingested at this time or earlier are not due
/// @param upTo events ingested later are not due
/// @param latenessFrom lowest lateness that is due, in milliseconds
/// @param latenessTo lowest lateness that is no longer due, in milliseconds
/// @param first lowest timestamp that is read
/// @param last highest timestamp that is read
/// @param only if not 0, only the event with this hash is due
/// @param cursor how far the range has been read
/// @param delivered sums of the due events that are acknowledged
/// @param seen sums of the less late events that were read as well
record Window(
    long after,
    long upTo,
    long latenessFrom,
    long latenessTo,
    long first,
    long last,
    long only,
    Cursor cursor,
    MinuteSums delivered,
    MinuteSums seen) {
  /// CloudWatch rejects events with timestamps further in the future.
  private static final long FUTURE = Duration.ofHours(2).toMillis();

  /// Nine times 24 hours are on ten days.
  private static final long MAX_BACKFILL = Duration.ofDays(9).toMillis();

  /// A new window: nothing of it has been read.
  private static Window untouched(
      long after, long upTo, long latenessFrom, long latenessTo, long first, long last, long only) {
    return new Window(
        after,
        upTo,
        latenessFrom,
        latenessTo,
        first,
        last,
        only,
        Cursor.startingAt(first),
        MinuteSums.NONE,
        MinuteSums.NONE);
  }

  /// The events of a tier that were ingested in (`after`, `upTo`].
  static Window of(Tier tier, long after, long upTo) {
    boolean narrowest = tier.from().isZero();
    return untouched(
        after,
        upTo,
        narrowest ? Long.MIN_VALUE : tier.from().toMillis(),
        tier.to().toMillis(),
        after - tier.to().toMillis() + 1,
        narrowest ? upTo + FUTURE : upTo,
        0);
  }

  /// The events that were ingested in (`after`, `upTo`] and are less late than `lateness`, to be
  /// forwarded again.
  ///
  /// @param only the hash of the only event that is due; 0: all are due
  static Window repair(long after, long upTo, long lateness, long only) {
    return untouched(after, upTo, 0, lateness, after - lateness + 1, upTo, only);
  }

  /// The same repair with every event. The single event was not found, so more than one missing
  /// event made the sums differ, e.g. because others were deleted.
  Window widened() {
    return repair(after, upTo, latenessTo, 0);
  }

  /// Everything with timestamps from `first` to `last`, both inclusive, that was ingested up to
  /// `now`.
  static Window backfill(long first, long last, long now) {
    return untouched(Long.MIN_VALUE, now, Long.MIN_VALUE, Long.MAX_VALUE, first, last, 0);
  }

  /// This backfill, as its first days and the rest if it is long and nothing of it is acknowledged
  /// yet. The events of a page are then of so few days that they fit into one request.
  List<Window> inParts() {
    if (last - first < MAX_BACKFILL || !isUntouched()) {
      return List.of(this);
    }
    long middle = first + MAX_BACKFILL;
    return List.of(backfill(first, middle - 1, upTo), backfill(middle, last, upTo));
  }

  /// Whether this is the rest of the backfill that starts with `before`.
  boolean continues(Window before) {
    return first == before.last + 1 && upTo == before.upTo;
  }

  /// Whether the event must be forwarded.
  boolean isDue(PolledEvent event) {
    long ingestion = ingestion(event);
    long lateness = ingestion - event.timestampMillis();
    return ingestion > after
        && ingestion <= upTo
        && lateness >= latenessFrom
        && lateness < latenessTo
        && (only == 0 || EventHash.of(event.id()) == only);
  }

  /// The events of `page` that are not acknowledged yet.
  List<PolledEvent> fresh(LogReader.Page page) {
    List<PolledEvent> events = new ArrayList<>(page.events().size());
    for (PolledEvent event : page.events()) {
      if (!cursor.holds(event)) {
        events.add(event);
      }
    }
    return events;
  }

  /// The window after the due events of `fresh` are acknowledged.
  Window past(List<PolledEvent> fresh, String nextToken, int maxIds) {
    MinuteSums.Builder due = new MinuteSums.Builder(delivered);
    MinuteSums.Builder narrower = new MinuteSums.Builder(seen);
    for (PolledEvent event : fresh) {
      long ingestion = ingestion(event);
      long lateness = ingestion - event.timestampMillis();
      if (lateness < 0 || ingestion <= after || ingestion > upTo) {
        continue;
      }
      if (lateness < latenessFrom) {
        narrower.add(ingestion, EventHash.of(event.id()));
      } else if (isDue(event)) {
        due.add(ingestion, EventHash.of(event.id()));
      }
    }
    return with(cursor.past(fresh, nextToken, maxIds), due.build(), narrower.build());
  }

  /// The window that continues without a page token.
  Window withoutToken() {
    return cursor.sorted()
        ? with(cursor.withoutToken(first), delivered, seen)
        : with(cursor.withoutToken(first), MinuteSums.NONE, MinuteSums.NONE);
  }

  /// The same window with an earlier end, before anything of it is acknowledged.
  Window endingAt(long earlier) {
    return new Window(
        after, earlier, latenessFrom, latenessTo, first, last, only, cursor, delivered, seen);
  }

  /// Whether nothing of it is acknowledged yet.
  boolean isUntouched() {
    return cursor.equals(Cursor.startingAt(first));
  }

  private Window with(Cursor next, MinuteSums due, MinuteSums narrower) {
    return new Window(
        after, upTo, latenessFrom, latenessTo, first, last, only, next, due, narrower);
  }

  /// When CloudWatch ingested the event; its timestamp if that is unknown.
  static long ingestion(PolledEvent event) {
    return event.ingestionMillis() == PolledEvent.UNKNOWN
        ? event.timestampMillis()
        : event.ingestionMillis();
  }
}
