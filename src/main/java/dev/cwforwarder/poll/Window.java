package dev.cwforwarder.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A piece of work on one source: what of a range of timestamps is due, and how far it is done. All
/// times are milliseconds since the epoch.
///
/// @param after events ingested then or before are not due
/// @param upTo events ingested after it are not due
/// @param latenessFrom lowest lateness that is due, in milliseconds
/// @param latenessTo lowest lateness that is not due any more
/// @param first lowest timestamp that is read
/// @param last highest timestamp that is read
/// @param only if not 0, only the event with this hash is due
/// @param cursor how far it is done
/// @param delivered sums of what was due and is acknowledged
/// @param seen sums of the less late events that were met on the way
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
  /// CloudWatch takes no event that is further in the future.
  private static final long FUTURE = Duration.ofHours(2).toMillis();

  /// What a tier has to read of the ingestion times in (`after`, `upTo`].
  static Window of(Tier tier, long after, long upTo) {
    boolean narrowest = tier.from().isZero();
    long first = after - tier.to().toMillis() + 1;
    return new Window(
        after,
        upTo,
        narrowest ? Long.MIN_VALUE : tier.from().toMillis(),
        tier.to().toMillis(),
        first,
        narrowest ? upTo + FUTURE : upTo,
        0,
        Cursor.startingAt(first),
        MinuteSums.NONE,
        MinuteSums.NONE);
  }

  /// Once more the events of some ingestion minutes that are less late than `lateness`.
  static Window repair(long after, long upTo, long lateness, long only) {
    long first = after - lateness + 1;
    return new Window(
        after,
        upTo,
        0,
        lateness,
        first,
        upTo,
        only,
        Cursor.startingAt(first),
        MinuteSums.NONE,
        MinuteSums.NONE);
  }

  /// Once more, with every event: the single one was not there. So the sums did not differ by what
  /// is missing alone, as when events are deleted.
  Window widened() {
    return repair(after, upTo, latenessTo, 0);
  }

  /// Everything stamped from `first` to `last`, whenever it was ingested before `now`.
  static Window backfill(long first, long last, long now) {
    return new Window(
        Long.MIN_VALUE,
        now,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        first,
        last,
        0,
        Cursor.startingAt(first),
        MinuteSums.NONE,
        MinuteSums.NONE);
  }

  /// Whether the event has to be forwarded.
  boolean isDue(PolledEvent event) {
    long ingestion = ingestion(event);
    long lateness = ingestion - event.timestampMillis();
    return ingestion > after
        && ingestion <= upTo
        && lateness >= latenessFrom
        && lateness < latenessTo
        && (only == 0 || EventHash.of(event.id()) == only);
  }

  /// What of `page` has not been acknowledged yet; nothing twice, should the page hold it twice.
  List<PolledEvent> fresh(LogReader.Page page) {
    List<PolledEvent> events = new ArrayList<>(page.events().size());
    for (PolledEvent event : page.events()) {
      if (!cursor.holds(event)) {
        events.add(event);
      }
    }
    return events;
  }

  /// The window once what was due of `fresh` is acknowledged.
  Window past(List<PolledEvent> fresh, String nextToken, int mostIds) {
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
    return with(cursor.past(fresh, nextToken, mostIds), due.build(), narrower.build());
  }

  /// The same window, to be gone on with without a token.
  Window withoutToken() {
    return cursor.sorted()
        ? with(cursor.withoutToken(first), delivered, seen)
        : with(cursor.withoutToken(first), MinuteSums.NONE, MinuteSums.NONE);
  }

  /// The same window with an earlier end, before anything of it was acknowledged.
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

  /// When CloudWatch took the event; its timestamp where that is not told.
  static long ingestion(PolledEvent event) {
    return event.ingestionMillis() == PolledEvent.UNKNOWN
        ? event.timestampMillis()
        : event.ingestionMillis();
  }
}
