package dev.cwforwarder.poll;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Chooses what is done next for a source: the narrowest tier first, for what is new matters most;
/// then repairs, wider tiers, backfills.
final class NextWindow {
  /// Not more at once, so that sums and cursor of a window fit into a checkpoint.
  private static final long LONGEST = Duration.ofHours(24).toMillis();

  private final PollPlan.Reading reading;
  private final long now;
  private final long end;
  private final boolean dropped;

  /// Wider tiers also look for what narrower ones could not see yet, so they stay this far behind.
  static final long SETTLED_FOR_GOOD = Duration.ofMinutes(10).toMillis();

  /// @param now milliseconds since the epoch
  NextWindow(Candidate candidate, long now) {
    this.reading = candidate.reading();
    this.now = now;
    this.end = candidate.end();
    this.dropped = candidate.isDropped();
  }

  /// A slot with its window in a checkpoint.
  record Choice(WorkItem slot, Checkpoint checkpoint) {}

  /// What to do next; empty when nothing is due.
  ///
  /// @param probing whether the reader is not known to work: then its tiers do not count yet
  Optional<Choice> of(Checkpoint found, boolean probing) {
    if (dropped) {
      return backfill(found);
    }
    Checkpoint checkpoint = probing ? found : retiered(found);
    boolean changing = !probing && !sameRanges(checkpoint.tierList(), wanted(checkpoint));
    Optional<Choice> narrowest = narrowest(checkpoint, changing);
    if (narrowest.isPresent()) {
      return narrowest;
    }
    if (!checkpoint.repairs().isEmpty()) {
      return Optional.of(new Choice(new WorkItem.OfRepair(), checkpoint));
    }
    Optional<Choice> wider = wider(checkpoint, changing);
    if (wider.isPresent()) {
      return wider;
    }
    return backfill(checkpoint);
  }

  private static Optional<Choice> backfill(Checkpoint checkpoint) {
    return checkpoint.backfills().isEmpty()
        ? Optional.empty()
        : Optional.of(new Choice(new WorkItem.OfBackfill(), checkpoint));
  }

  private List<Tier> wanted(Checkpoint checkpoint) {
    return reading.tiers(checkpoint.reader());
  }

  /// Changed tiers apply once all old ones stand at the same end of a minute: then nothing falls
  /// between them, and nothing belongs to both.
  private Checkpoint retiered(Checkpoint checkpoint) {
    List<Tier> wanted = wanted(checkpoint);
    if (wanted.equals(checkpoint.tierList())) {
      return checkpoint;
    }
    if (sameRanges(checkpoint.tierList(), wanted)) {
      Checkpoint changed = checkpoint;
      for (int i = 0; i < wanted.size(); i++) {
        Checkpoint.TierState old = checkpoint.tiers().get(i);
        changed =
            changed.with(
                i,
                new Checkpoint.TierState(
                    wanted.get(i), old.watermark(), old.acknowledged(), old.open()));
      }
      return changed;
    }
    boolean level =
        checkpoint.tiers().stream()
            .allMatch(
                state ->
                    state.open() == null
                        && state.watermark() == Minutes.floor(checkpoint.watermark()));
    return level ? checkpoint.withTiers(wanted) : checkpoint;
  }

  private static boolean sameRanges(List<Tier> some, List<Tier> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!some.get(i).to().equals(others.get(i).to())) {
        return false;
      }
    }
    return true;
  }

  private Optional<Choice> narrowest(Checkpoint checkpoint, boolean changing) {
    WorkItem slot = new WorkItem.OfTier(0);
    Checkpoint.TierState state = checkpoint.tiers().getFirst();
    if (state.open() != null) {
      return Optional.of(new Choice(slot, checkpoint));
    }
    long settled = Math.min(now - settle(checkpoint), end);
    long upTo = Math.min(settled, state.watermark() + LONGEST);
    if (changing) {
      boolean atMinute = Minutes.floor(state.watermark()) == state.watermark();
      upTo = atMinute ? state.watermark() : Minutes.floor(upTo);
    }
    // Half of the interval, since a schedule does not fire to the millisecond.
    long least = changing || settled == end ? 1 : Math.max(1, state.tier().every().toMillis() / 2);
    return upTo - state.watermark() < least ? Optional.empty() : opened(checkpoint, 0, upTo);
  }

  private Optional<Choice> wider(Checkpoint checkpoint, boolean changing) {
    for (int i = checkpoint.tiers().size() - 1; i > 0; i--) {
      Checkpoint.TierState state = checkpoint.tiers().get(i);
      if (state.open() != null) {
        return Optional.of(new Choice(new WorkItem.OfTier(i), checkpoint));
      }
      long narrower = checkpoint.tiers().get(i - 1).watermark();
      boolean ending = narrower >= end && now >= end + SETTLED_FOR_GOOD;
      if (i == 1 && !changing && !ending) {
        narrower -= SETTLED_FOR_GOOD;
      }
      long upTo = Math.min(Minutes.floor(narrower), state.watermark() + LONGEST);
      long due = changing || ending ? Minutes.MILLIS : state.tier().every().toMillis();
      if (upTo - state.watermark() >= Math.max(Minutes.MILLIS, due)) {
        return opened(checkpoint, i, upTo);
      }
    }
    return Optional.empty();
  }

  private static Optional<Choice> opened(Checkpoint checkpoint, int index, long upTo) {
    WorkItem slot = new WorkItem.OfTier(index);
    Checkpoint.TierState state = checkpoint.tiers().get(index);
    return Optional.of(
        new Choice(slot, slot.put(checkpoint, Window.of(state.tier(), state.watermark(), upTo))));
  }

  /// Where no ingestion times are told, what is late cannot be told from what is new.
  private static final long SETTLE_UNKNOWN = Duration.ofMinutes(15).toMillis();

  long settle(Checkpoint checkpoint) {
    long settle = reading.settle(checkpoint.reader()).toMillis();
    return checkpoint.ingestionUnknown() ? Math.max(settle, SETTLE_UNKNOWN) : settle;
  }
}
