package dev.cwforwarder.poll;

import dev.cwforwarder.forward.Forwarder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What all sources of a run share.
record RunContext(
    Map<ReaderKind, LogReader> readers,
    CheckpointStore store,
    Forwarder forwarder,
    Clock clock,
    RandomGenerator random,
    RunCounters tally,
    RunLease lease) {
  private static final Duration PROBE = Duration.ofDays(1);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 6;
  private static final int LONGEST_MESSAGE = 500;

  LogReader reader(ReaderKind kind) {
    LogReader reader = readers.get(kind);
    if (reader == null) {
      throw new IllegalStateException("no reader for " + kind);
    }
    return reader;
  }

  /// Once a day, whether a source that needs Logs Insights can be read without by now.
  boolean probe(CheckpointSession keeping) {
    Checkpoint checkpoint = keeping.current();
    boolean due =
        checkpoint.reader() == ReaderKind.INSIGHTS
            && checkpoint.probed().plus(PROBE).isBefore(clock.instant());
    if (due) {
      keeping.change(checkpoint.withReader(ReaderKind.FILTER, clock.instant()));
    }
    return due;
  }

  /// What a source remembers of a failure. What may pass by itself is tried again in the next run,
  /// the rest in ever longer pauses of up to an hour.
  Failure failure(@Nullable Failure before, ReadException e) {
    Instant now = clock.instant();
    Optional<Failure> same =
        Optional.ofNullable(before).filter(failure -> failure.reason() == e.reason());
    int times = same.map(Failure::times).orElse(0) + 1;
    Duration pause =
        switch (e.reason()) {
          case UNAVAILABLE, CREDENTIALS, THROTTLED, OUT_OF_TIME, TOKEN_EXPIRED -> Duration.ZERO;
          case GONE, DENIED, KMS_DENIED, UNSUPPORTED, RETENTION_EXPIRED, UNEXPECTED -> pause(times);
        };
    String message = String.valueOf(e.getMessage());
    return new Failure(
        e.reason(),
        message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message,
        same.map(Failure::since).orElse(now),
        times,
        now.plus(pause));
  }

  private Duration pause(int times) {
    Duration full = FIRST_PAUSE.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
    Duration most = full.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : full;
    return Duration.ofMillis((long) (most.toMillis() * (0.5 + random.nextDouble() / 2)));
  }
}
