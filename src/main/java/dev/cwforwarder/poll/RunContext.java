package dev.cwforwarder.poll;

import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.model.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    RunCounters counters,
    RunLease lease) {
  private static final Duration PROBE_INTERVAL = Duration.ofDays(1);
  private static final Duration FIRST_DELAY = Duration.ofMinutes(1);
  private static final Duration MAX_DELAY = Duration.ofHours(1);
  private static final int MAX_DOUBLINGS = 6;
  private static final int MAX_MESSAGE_LENGTH = 500;

  LogReader reader(ReaderKind kind) {
    LogReader reader = readers.get(kind);
    if (reader == null) {
      throw new IllegalStateException("no reader for " + kind);
    }
    return reader;
  }

  /// Switches a source that is read with Logs Insights to `FilterLogEvents` once a day, to find out
  /// whether that works by now.
  ///
  /// @return whether it was switched
  boolean probe(CheckpointSession session) {
    Checkpoint checkpoint = session.current();
    boolean due =
        checkpoint.reader() == ReaderKind.INSIGHTS
            && checkpoint.probed().plus(PROBE_INTERVAL).isBefore(clock.instant());
    if (due) {
      session.change(checkpoint.withReader(ReaderKind.FILTER, clock.instant()));
    }
    return due;
  }

  /// Forwards events.
  ///
  /// @param late whether they are counted as late
  /// @throws RunAbortedException if not all are delivered or stored
  void deliver(PollSource.Group group, List<PolledEvent> events, boolean late, Deadline deadline)
      throws RunAbortedException {
    if (events.isEmpty()) {
      return;
    }
    Delivery all = Delivery.NONE;
    for (Delivery one : forwarder.forwardAll(StreamBatches.of(group, events), deadline)) {
      all = all.plus(one);
    }
    counters.delivered(all, late);
    if (all.undelivered() > 0) {
      throw new RunAbortedException(
          all.outOfTime() ? PollReport.End.OUT_OF_TIME : PollReport.End.UNAVAILABLE, all.summary());
    }
  }

  /// The failure to remember for a source. Transient failures are retried in the next run, others
  /// with exponential backoff of up to an hour.
  Failure failure(@Nullable Failure before, ReadException e) {
    Instant now = clock.instant();
    Optional<Failure> same =
        Optional.ofNullable(before).filter(failure -> failure.reason() == e.reason());
    int times = same.map(Failure::times).orElse(0) + 1;
    Duration delay =
        switch (e.reason()) {
          case UNAVAILABLE, CREDENTIALS, THROTTLED, OUT_OF_TIME, TOKEN_EXPIRED -> Duration.ZERO;
          case GONE, DENIED, KMS_DENIED, UNSUPPORTED, RETENTION_EXPIRED, UNEXPECTED -> delay(times);
        };
    String message = String.valueOf(e.getMessage());
    return new Failure(
        e.reason(),
        message.length() > MAX_MESSAGE_LENGTH ? message.substring(0, MAX_MESSAGE_LENGTH) : message,
        same.map(Failure::since).orElse(now),
        times,
        now.plus(delay));
  }

  private Duration delay(int times) {
    Duration doubled = FIRST_DELAY.multipliedBy(1L << Math.min(times - 1, MAX_DOUBLINGS));
    Duration full = doubled.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : doubled;
    return Duration.ofMillis((long) (full.toMillis() * (0.5 + random.nextDouble() / 2)));
  }
}
