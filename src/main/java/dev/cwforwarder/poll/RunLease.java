package dev.cwforwarder.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// The lease of a run, which prevents overlapping runs. Thread-safe.
final class RunLease {
  /// How long a killed run blocks the next.
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

  boolean acquire() throws CheckpointException {
    return store.lease(name, owner, TIME);
  }

  /// Renews the lease when it is due. Called before each page: a page takes less time than the
  /// lease is valid.
  ///
  /// @throws RunAbortedException when another run holds the lease
  synchronized void renew() throws RunAbortedException {
    Instant now = clock.instant();
    if (Duration.between(renewed, now).compareTo(RENEW_AFTER) < 0) {
      return;
    }
    try {
      if (!store.lease(name, owner, TIME)) {
        throw new RunAbortedException(
            PollReport.End.CHECKPOINTS, "another run acquired the lease '%s'".formatted(name));
      }
    } catch (CheckpointException e) {
      throw new RunAbortedException(e);
    }
    renewed = now;
  }

  void release() throws CheckpointException {
    store.release(name, owner);
  }
}
