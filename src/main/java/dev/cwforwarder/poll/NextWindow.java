package dev.cwforwarder.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Chooses the next work item of a source. The narrowest tier comes first, because new events
/// matter most; then repairs, wider tiers, backfills.
final class NextWindow {
  /// The maximum length of a window, so that its sums and cursor fit into a checkpoint.
  private static final long MAX_LENGTH = Duration.ofHours(24).toMillis();

  /// Wider tiers also find events that narrower ones could not see yet, so they stay this far
  /// behind.
  static final long AUDIT_DELAY = Duration.ofMinutes(10).toMillis();

  /// How much earlier than its interval the narrowest tier may be read.
  private static final long TOLERANCE = Duration.ofSeconds(30).toMillis();

  /// Without ingestion times, late events cannot be distinguished from new ones. Waiting longer
  /// finds more of them.
  private static final long SETTLE_UNKNOWN = Duration.ofMinutes(15).toMillis();

  private final PollPlan.Reading reading;
  private final Scope scope;
  private final long now;
  private final long end;

  /// @param now milliseconds since the epoch
  NextWindow(Candidate candidate, long now) {
    this.reading = candidate.reading();
    this.scope = candidate.scope();
    this.now = now;
    this.end = scope.endMillis();
  }

  /// A work item, and the checkpoint that contains its window.
  record Choice(WorkItem item, Checkpoint checkpoint) {}

  /// What to do next; empty if nothing is due.
  ///
  /// @param probing whether the reader is not known to work yet; then its tiers are not adopted
  Optional<Choice> of(Checkpoint found, boolean probing) {
    if (scope instanceof Scope.BackfillsOnly) {
      return backfill(found);
    }
    Checkpoint checkpoint = probing ? found : withConfiguredTiers(found);
    boolean changing = !probing && !sameRanges(checkpoint.tierList(), configured(checkpoint));
    return narrowest(checkpoint, changing)
        .or(() -> repair(checkpoint))
        .or(() -> wider(checkpoint, changing))
        .or(() -> backfill(checkpoint));
  }

  private static Optional<Choice> repair(Checkpoint checkpoint) {
    return checkpoint.repairs().isEmpty()
        ? Optional.empty()
        : Optional.of(new Choice(new WorkItem.OfRepair(), checkpoint));
  }

  private static Optional<Choice> backfill(Checkpoint checkpoint) {
    List<Window> backfills = checkpoint.backfills();
    if (backfills.isEmpty()) {
      return Optional.empty();
    }
    List<Window> parts = new ArrayList<>(backfills.getFirst().inParts());
    parts.addAll(backfills.subList(1, backfills.size()));
    return Optional.of(new Choice(new WorkItem.OfBackfill(), checkpoint.withBackfills(parts)));
  }

  private List<Tier> configured(Checkpoint checkpoint) {
    return reading.tiers(checkpoint.reader());
  }

  /// Changed tiers apply once all watermarks of the old ones are at the end of the same minute:
  /// then no event falls between old and new tiers, and none belongs to both.
  private Checkpoint withConfiguredTiers(Checkpoint checkpoint) {
    List<Tier> tiers = configured(checkpoint);
    if (tiers.equals(checkpoint.tierList())) {
      return checkpoint;
    }
    if (sameRanges(checkpoint.tierList(), tiers)) {
      Checkpoint changed = checkpoint;
      for (int i = 0; i < tiers.size(); i++) {
        changed = changed.with(i, checkpoint.tiers().get(i).withTier(tiers.get(i)));
      }
      return changed;
    }
    long level = Minutes.floor(checkpoint.watermark());
    boolean aligned =
        checkpoint.tiers().stream()
            .allMatch(state -> state.open() == null && state.watermark() == level);
    return aligned ? checkpoint.withTiers(tiers) : checkpoint;
  }

  private static boolean sameRanges(List<Tier> some, List<Tier> others) {
    return some.stream().map(Tier::to).toList().equals(others.stream().map(Tier::to).toList());
  }

  private Optional<Choice> narrowest(Checkpoint checkpoint, boolean changing) {
    Checkpoint.TierState state = checkpoint.tiers().getFirst();
    if (state.open() != null) {
      return Optional.of(new Choice(new WorkItem.OfTier(0), checkpoint));
    }
    long settled = Math.min(now - settle(checkpoint), end);
    long upTo = Math.min(settled, state.watermark() + MAX_LENGTH);
    if (changing) {
      boolean atMinute = Minutes.floor(state.watermark()) == state.watermark();
      upTo = atMinute ? state.watermark() : Minutes.floor(upTo);
    }
    // Less than the interval, since a schedule does not fire to the millisecond.
    long every = state.tier().every().toMillis();
    long min = changing || settled == end ? 1 : Math.max(1, every - Math.min(every / 2, TOLERANCE));
    return upTo - state.watermark() < min ? Optional.empty() : opened(checkpoint, 0, upTo);
  }

  private Optional<Choice> wider(Checkpoint checkpoint, boolean changing) {
    for (int i = checkpoint.tiers().size() - 1; i > 0; i--) {
      Checkpoint.TierState state = checkpoint.tiers().get(i);
      if (state.open() != null) {
        return Optional.of(new Choice(new WorkItem.OfTier(i), checkpoint));
      }
      long narrower = checkpoint.tiers().get(i - 1).watermark();
      boolean ending = narrower >= end && now >= end + AUDIT_DELAY;
      if (i == 1 && !changing && !ending) {
        narrower -= AUDIT_DELAY;
      }
      long upTo = Math.min(Minutes.floor(narrower), state.watermark() + MAX_LENGTH);
      long min = changing || ending ? Minutes.MILLIS : state.tier().every().toMillis();
      if (upTo - state.watermark() >= Math.max(Minutes.MILLIS, min)) {
        return opened(checkpoint, i, upTo);
      }
    }
    return Optional.empty();
  }

  private static Optional<Choice> opened(Checkpoint checkpoint, int index, long upTo) {
    WorkItem item = new WorkItem.OfTier(index);
    Checkpoint.TierState state = checkpoint.tiers().get(index);
    return Optional.of(
        new Choice(item, item.put(checkpoint, Window.of(state.tier(), state.watermark(), upTo))));
  }

  /// How long to wait for events to become visible, in milliseconds.
  long settle(Checkpoint checkpoint) {
    long settle = reading.settle(checkpoint.reader()).toMillis();
    return checkpoint.ingestionUnknown() ? Math.max(settle, SETTLE_UNKNOWN) : settle;
  }
}
