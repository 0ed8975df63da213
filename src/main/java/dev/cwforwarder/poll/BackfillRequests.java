package dev.cwforwarder.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operator may request for sources: a backfill, a restart, a reset. The next run carries
/// it out.
public final class BackfillRequests {
  /// The maximum number of backfills in a checkpoint. For more ranges, restart the source.
  private static final int MAX_BACKFILLS = 10;

  private static final int MAX_ATTEMPTS = 5;

  private final CheckpointStore store;
  private final Clock clock;

  public BackfillRequests(CheckpointStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// The sources with this id, or of the log group with this name.
  ///
  /// @throws IllegalArgumentException when there is none; the message contains the number of
  ///   sources
  public List<String> sources(String idOrGroup) throws CheckpointException {
    List<String> matches = find(idOrGroup);
    if (matches.isEmpty()) {
      throw new IllegalArgumentException(
          "no source '%s' has a checkpoint; there are %d, see 'poll status'"
              .formatted(idOrGroup, all().size()));
    }
    return matches;
  }

  /// Like [#sources], but empty when there is none.
  public List<String> find(String idOrGroup) throws CheckpointException {
    return all().stream()
        .filter(id -> id.equals(idOrGroup) || SourceId.of(id).group().equals(idOrGroup))
        .toList();
  }

  private List<String> all() throws CheckpointException {
    return store.list().stream()
        .filter(CheckpointStore.Entry::isSource)
        .map(CheckpointStore.Entry::sourceId)
        .toList();
  }

  /// Deletes the source's checkpoint. The next run treats the source as one that was never read.
  public void reset(String sourceId) throws CheckpointException {
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      CheckpointStore.Entry entry = store.load(sourceId);
      if (entry.version() == 0 || store.delete(entry)) {
        return;
      }
    }
    throw contended(sourceId);
  }

  /// Starts the source again at `from`: everything ingested since then is delivered, even if it was
  /// delivered before.
  ///
  /// @throws IllegalArgumentException if `from` is in the future, or the source has no checkpoint
  public void restart(String sourceId, Instant from) throws CheckpointException {
    if (from.isAfter(clock.instant())) {
      throw new IllegalArgumentException("a source cannot start in the future, at " + from);
    }
    change(
        sourceId,
        null,
        checkpoint ->
            Checkpoint.startingAt(
                Minutes.floor(from.toEpochMilli()),
                checkpoint.tierList(),
                checkpoint.reader(),
                checkpoint.probed()));
  }

  /// Requests everything with timestamps from `from`, inclusive, to `to`, exclusive, in addition to
  /// the regular reading.
  ///
  /// @throws IllegalArgumentException if the range is empty, the source has no checkpoint, or too
  ///   many backfills are waiting
  public void backfill(String sourceId, Instant from, Instant to) throws CheckpointException {
    change(sourceId, null, withBackfill(sourceId, from, to));
  }

  private Change withBackfill(String sourceId, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a backfill from %s to %s is empty".formatted(from, to));
    }
    return checkpoint -> {
      if (checkpoint.requestedBackfills() >= MAX_BACKFILLS) {
        throw new IllegalArgumentException(
            "%s already has %d backfills waiting; try again when they are done"
                .formatted(sourceId, MAX_BACKFILLS));
      }
      List<Window> backfills = new ArrayList<>(checkpoint.backfills());
      backfills.add(Window.backfill(from.toEpochMilli(), to.toEpochMilli() - 1, clock.millis()));
      // An earlier failure must not delay the backfill.
      return checkpoint.withBackfills(backfills).withFailure(null);
    };
  }

  /// Like [#backfill], but for a group that is not polled. Its checkpoint is deleted once the range
  /// is delivered. If the group is delegated to polling at the same time, it is polled as well.
  public void backfillOnce(PollSource.Group group, Instant from, Instant to)
      throws CheckpointException {
    Instant now = clock.instant();
    // If a new group is delegated before this is done, it must be read from its creation.
    Instant unread = group.unreadSince(now);
    Instant minute = Instant.ofEpochMilli(Minutes.floor(unread.toEpochMilli()));
    DelegationStore.Item once = DelegationStore.Item.until(group, minute, minute);
    DelegationStore delegations = new DelegationStore(store);
    String id = once.source().id();
    Instant start = delegations.find(id).filter(item -> !item.dropped()).orElse(once).from();
    Checkpoint empty =
        Checkpoint.startingAt(
            Minutes.floor(start.toEpochMilli()),
            Tier.standard(Duration.ofMinutes(1)),
            ReaderKind.FILTER,
            now);
    change(id, empty, withBackfill(id, from, to));
    // Last: a run that saw the delegation before the backfill would delete it as finished.
    delegations.add(once);
  }

  private interface Change {
    Checkpoint of(Checkpoint checkpoint);
  }

  /// A run may be in progress. It notices that another process wrote the checkpoint and stops; the
  /// next run continues.
  ///
  /// @param absent what is changed if there is no checkpoint; null: there must be one
  private void change(String sourceId, @Nullable Checkpoint absent, Change change)
      throws CheckpointException {
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      CheckpointStore.Entry entry = store.load(sourceId);
      Checkpoint before =
          entry.version() == 0 ? absent : CheckpointReader.read(sourceId, entry.state());
      if (before == null) {
        throw new IllegalArgumentException("'%s' has no checkpoint".formatted(sourceId));
      }
      if (store.save(entry, CheckpointFormat.write(change.of(before))).isPresent()) {
        return;
      }
    }
    throw contended(sourceId);
  }

  private static CheckpointException contended(String sourceId) {
    return new CheckpointException(
        "the checkpoint of %s keeps changing; try again when no run is in progress"
            .formatted(sourceId),
        null);
  }
}
