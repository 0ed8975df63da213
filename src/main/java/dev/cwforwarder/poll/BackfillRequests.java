package dev.cwforwarder.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person may order for sources that have a checkpoint. The next run carries it out.
public final class BackfillRequests {
  /// A range that is longer is better begun anew, with a watermark.
  private static final int MOST_BACKFILLS = 10;

  private static final int TRIES = 5;

  private final CheckpointStore store;
  private final Clock clock;

  public BackfillRequests(CheckpointStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Sources that are named by their id, or by their log group's name.
  ///
  /// @throws IllegalArgumentException when there is none, saying what is there
  public List<String> sources(String idOrGroup) throws CheckpointException {
    List<String> named = find(idOrGroup);
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "no source '%s' has a checkpoint; there are %d, see 'poll status'"
              .formatted(idOrGroup, all().size()));
    }
    return named;
  }

  /// The same; empty when there is none.
  public List<String> find(String idOrGroup) throws CheckpointException {
    return all().stream()
        .filter(id -> id.equals(idOrGroup) || SourceId.of(id).group().equals(idOrGroup))
        .toList();
  }

  private List<String> all() throws CheckpointException {
    return store.list().stream()
        .map(CheckpointStore.Entry::sourceId)
        .filter(id -> !id.startsWith("#"))
        .toList();
  }

  /// Forgets the source: it begins as one that was never read.
  public void forget(String sourceId) throws CheckpointException {
    for (int i = 0; i < TRIES; i++) {
      CheckpointStore.Entry entry = store.load(sourceId);
      if (entry.version() == 0 || store.delete(entry)) {
        return;
      }
    }
    throw busy(sourceId);
  }

  /// Begins anew at `from`: everything ingested since then is delivered, once more if it was
  /// before.
  public void restart(String sourceId, Instant from) throws CheckpointException {
    if (from.isAfter(clock.instant())) {
      throw new IllegalArgumentException("a source cannot begin in the future, at " + from);
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

  /// Delivers everything stamped from `from` to `to`, beside what goes on as usual.
  public void backfill(String sourceId, Instant from, Instant to) throws CheckpointException {
    change(sourceId, null, ordered(sourceId, from, to));
  }

  private Change ordered(String sourceId, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a backfill from %s to %s is empty".formatted(from, to));
    }
    return checkpoint -> {
      if (checkpoint.backfills().size() >= MOST_BACKFILLS) {
        throw new IllegalArgumentException(
            "%s has %d backfills waiting already; let them be done first"
                .formatted(sourceId, MOST_BACKFILLS));
      }
      List<Window> backfills = new ArrayList<>(checkpoint.backfills());
      backfills.add(Window.backfill(from.toEpochMilli(), to.toEpochMilli() - 1, clock.millis()));
      // What failed before the order says nothing about it.
      return checkpoint.withBackfills(backfills).withFailure(null);
    };
  }

  /// Delivers everything stamped from `from` to `to` of a group that need not be polled: once that
  /// is done, it is forgotten again. One that is about to be polled is polled as well.
  public void backfillOnce(PollSource.Group group, Instant from, Instant to)
      throws CheckpointException {
    Instant now = clock.instant();
    // Should a new group be handed over before this is done, that is from its creation.
    long first = group.unreadSince(now).toEpochMilli();
    Instant minute = Instant.ofEpochMilli(Minutes.floor(first));
    DelegationStore.Item once = new DelegationStore.Item(group, "", 0, minute, minute, false);
    DelegationStore handedOver = new DelegationStore(store);
    String id = once.source().id();
    Instant begin = handedOver.find(id).filter(item -> !item.dropped()).orElse(once).from();
    Checkpoint nothingElse =
        Checkpoint.startingAt(
            Minutes.floor(begin.toEpochMilli()),
            Tier.standard(Duration.ofMinutes(1)),
            ReaderKind.FILTER,
            now);
    change(id, nothingElse, ordered(id, from, to));
    // Afterwards: a run that found it before the order would forget it as done.
    handedOver.add(once);
  }

  private interface Change {
    Checkpoint of(Checkpoint checkpoint);
  }

  /// A run may be at work: it notices that somebody else wrote, stops, and the next run goes on.
  ///
  /// @param absent what is changed where there is no checkpoint; null: there must be one
  private void change(String sourceId, @Nullable Checkpoint absent, Change change)
      throws CheckpointException {
    for (int i = 0; i < TRIES; i++) {
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
    throw busy(sourceId);
  }

  private static CheckpointException busy(String sourceId) {
    return new CheckpointException(
        "the checkpoint of %s changes all the time; try again when no run is at work"
            .formatted(sourceId),
        null);
  }
}
