package dev.cwforwarder.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Keeps overlapping runs out for as long as this one works. Thread-safe.
final class RunLease {
  /// A killed run keeps others out for so long.
  static final Duration TIME = Duration.ofSeconds(30);

  private static final Duration RENEW_AFTER = Duration.ofSeconds(10);

  private final CheckpointStore store;
  private final Clock clock;
  private final String name;
  private final String owner;
  private Instant renewed;

  RunLease(CheckpointStore store, Clock clock, PollPlan.Shard shard, String owner) {
    this.store = store;
    this.clock = clock;
    this.name = "poll-%d-of-%d".formatted(shard.index(), shard.of());
    this.owner = owner;
    this.renewed = clock.instant();
  }

  boolean take() throws CheckpointException {
    return store.lease(name, owner, TIME);
  }

  /// Called before each page, which takes less time than the lease lasts.
  ///
  /// @throws StopException when another run has it now
  synchronized void keep() throws RunAbortedException {
    Instant now = clock.instant();
    if (Duration.between(renewed, now).compareTo(RENEW_AFTER) < 0) {
      return;
    }
    try {
      if (!store.lease(name, owner, TIME)) {
        throw new RunAbortedException(
            PollReport.End.CHECKPOINTS,
            "another run took over the lease '%s'".formatted(name),
            null);
      }
    } catch (CheckpointException e) {
      throw new RunAbortedException(PollReport.End.CHECKPOINTS, String.valueOf(e.getMessage()), e);
    }
    renewed = now;
  }

  void release() throws CheckpointException {
    store.release(name, owner);
  }
}
