package dev.cwforwarder.poll;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Where a source begins that has no checkpoint. Thread-safe.
final class InitialCheckpoints {
  /// Not a source: no group's name begins so.
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

  /// Remembers when the poller first ran.
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

  /// The beginning: where other streams of the group were left, so that nothing falls between two
  /// stream filters; else the creation of a group that is younger than the poller; else as set.
  Checkpoint first(Candidate candidate) throws CheckpointException {
    Instant now = clock.instant();
    DelegationStore.Item item = candidate.handedOver();
    if (item != null) {
      return startingAt(candidate, Minutes.floor(earlier(item.from(), now).toEpochMilli()), now);
    }
    PollSource.Group group = candidate.source().group();
    Instant set = candidate.reading().startFrom().from(now);
    Instant begin = group.created().isAfter(installed) ? earlier(group.created(), set) : set;
    long watermark =
        inherited(candidate.source()).orElse(Minutes.floor(earlier(begin, now).toEpochMilli()));
    return startingAt(candidate, watermark, now);
  }

  private static Checkpoint startingAt(Candidate candidate, long watermark, Instant now) {
    return Checkpoint.startingAt(
        watermark, candidate.reading().tiers(ReaderKind.FILTER), ReaderKind.FILTER, now);
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
