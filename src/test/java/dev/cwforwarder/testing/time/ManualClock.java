package dev.cwforwarder.testing.time;

import dev.cwforwarder.model.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// A clock that advances only by [#advance] and by [#sleep], so that waiting takes no real time.
public final class ManualClock extends Clock implements Sleeper {
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  public synchronized void advance(Duration time) {
    now = now.plus(time);
  }

  /// All pauses so far.
  public synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  @Override
  public synchronized void sleep(Duration time) {
    pauses.add(time);
    advance(time);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("always UTC");
  }
}
