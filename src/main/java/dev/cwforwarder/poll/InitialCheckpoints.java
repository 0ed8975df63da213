package dev.cwforwarder.poll;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The first checkpoint of a source that has none. Thread-safe.
final class InitialCheckpoints {
  /// The entry with the time of the first run.
  static final String INSTALLED = "#installed";

  private final CheckpointStore store;
  private final Clock clock;
  private final Instant installed;
  private @Nullable List<CheckpointStore.Entry> all;

  private InitialCheckpoints(CheckpointStore store, Clock clock, Instant installed) {
    this.store = store;
    this.clock = clock;
    this.installed = installed;
  }

  /// Loads the time of the poller's first run. The first run stores it.
  static InitialCheckpoints of(CheckpointStore store, Clock clock) throws CheckpointException {
    CheckpointStore.Entry entry = store.load(INSTALLED);
    if (entry.version() == 0) {
      Instant now = clock.instant();
      if (store.save(entry, now.toString()).isPresent()) {
        return new InitialCheckpoints(store, clock, now);
      }
      entry = store.load(INSTALLED);
    }
    return new InitialCheckpoints(store, clock, Instant.parse(entry.state()));
  }

  /// The checkpoint at which reading starts. The first of these applies:
  /// 1. for a delegated group, the start in the delegation
  /// 2. the lowest watermark of the same group's other sources, so that no event is lost when
  ///    stream filters change
  /// 3. for a group created after the poller's first run, its creation, unless the configured start
  ///    is earlier
  /// 4. the configured start
  Checkpoint first(Candidate candidate) throws CheckpointException {
    Instant now = clock.instant();
    DelegationStore.Item delegation = candidate.delegation();
    if (delegation != null) {
      return startingAt(candidate, floor(earlier(delegation.from(), now)), now);
    }
    if (candidate.scope() instanceof Scope.BackfillsOnly) {
      return startingAt(candidate, floor(now), now); // reset a moment ago; nothing else is due
    }
    PollSource.Group group = candidate.source().group();
    Instant configured = candidate.reading().startFrom().from(now);
    Instant start =
        group.created().isAfter(installed) ? earlier(group.created(), configured) : configured;
    long watermark = inherited(candidate.source()).orElse(floor(earlier(start, now)));
    return startingAt(candidate, watermark, now);
  }

  private static Checkpoint startingAt(Candidate candidate, long watermark, Instant now) {
    return Checkpoint.startingAt(
        watermark, candidate.reading().tiers(ReaderKind.FILTER), ReaderKind.FILTER, now);
  }

  private static long floor(Instant time) {
    return Minutes.floor(time.toEpochMilli());
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private OptionalLong inherited(PollSource source) throws CheckpointException {
    String group = new PollSource(source.access(), source.group(), new StreamFilter.All()).id();
    OptionalLong lowest = OptionalLong.empty();
    for (CheckpointStore.Entry entry : all()) {
      String id = entry.sourceId();
      if (id.equals(group) || id.startsWith(group + "#")) {
        long watermark = Minutes.floor(CheckpointReader.read(id, entry.state()).lowestWatermark());
        lowest = OptionalLong.of(Math.min(watermark, lowest.orElse(Long.MAX_VALUE)));
      }
    }
    return lowest;
  }

  private synchronized List<CheckpointStore.Entry> all() throws CheckpointException {
    List<CheckpointStore.Entry> listed = all == null ? store.list() : all;
    all = listed;
    return listed;
  }
}
