package dev.cwforwarder.replay;

import java.time.Clock;
import java.time.Duration;

/// The objects in the failure bucket that wait for a replay.
///
/// @param objects number of objects
/// @param bytes total size of the objects
/// @param oldestAge age of the oldest object; zero when there is none
/// @param atLeast whether the count stopped early, so that the values are lower bounds
public record Backlog(long objects, long bytes, Duration oldestAge, boolean atLeast) {
  /// Limits the requests of a count: one for each thousand objects.
  static final int MAX_OBJECTS = 20_000;

  /// Counts the objects that Lambda wrote, at most [#MAX_OBJECTS].
  public static Backlog of(Bucket bucket, Clock clock) throws BucketException {
    OldestFirst objects = new OldestFirst(bucket, ReplayRequest.ALL_UNDELIVERED);
    long count = 0;
    long bytes = 0;
    Duration age = Duration.ZERO;
    for (Bucket.Item item = objects.peek();
        item != null && count < MAX_OBJECTS;
        item = objects.peek()) {
      Duration waiting = Duration.between(item.modified(), clock.instant());
      age = waiting.compareTo(age) > 0 ? waiting : age;
      count++;
      bytes += item.bytes();
      objects.advance();
    }
    return new Backlog(count, bytes, age, !objects.isEmpty());
  }
}
