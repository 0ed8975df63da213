package dev.cwforwarder.replay;

import java.time.Clock;
import java.time.Duration;

/// What waits in the failure bucket.
///
/// @param objects how many
/// @param bytes their sizes together
/// @param oldestAge since when the oldest day's first object waits; zero when nothing does
/// @param atLeast whether counting ended early
public record Backlog(long objects, long bytes, Duration oldestAge, boolean atLeast) {
  /// Counting more would cost a call a thousand.
  static final int MOST = 20_000;

  /// Counts what Lambda has given up on, at most [#MOST] objects of it.
  public static Backlog of(Bucket bucket, Clock clock) throws BucketException {
    OldestFirst objects = new OldestFirst(bucket, ReplayRequest.ALL_UNDELIVERED);
    long count = 0;
    long bytes = 0;
    Duration age = Duration.ZERO;
    for (Bucket.Item item = objects.peek(); item != null && count < MOST; item = objects.peek()) {
      Duration waiting = Duration.between(item.modified(), clock.instant());
      age = waiting.compareTo(age) > 0 ? waiting : age;
      count++;
      bytes += item.bytes();
      objects.skip();
    }
    return new Backlog(count, bytes, age, !objects.isEmpty());
  }
}
