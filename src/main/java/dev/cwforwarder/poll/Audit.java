package dev.cwforwarder.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Closes the window of a tier. A wider tier also sees the events of the narrower tiers while it
/// reads. Minutes in which it saw other events than were acknowledged are scheduled for repair:
/// they are forwarded again. An event that became visible only after its window was read therefore
/// arrives late, but is not lost.
final class Audit {
  /// The maximum number of repairs in a checkpoint; further ones extend the last one.
  private static final int MAX_REPAIRS = 60;

  private final Checkpoint checkpoint;
  private final int tier;
  private final Window window;
  private final List<Checkpoint.TierState> states;
  private final List<Window> repairs;

  /// @param tier index of the tier; 0 is the narrowest, which has nothing to compare with
  /// @param window the tier's window, completely read and acknowledged
  Audit(Checkpoint checkpoint, int tier, Window window) {
    this.checkpoint = checkpoint;
    this.tier = tier;
    this.window = window;
    this.states = new ArrayList<>(checkpoint.tiers());
    this.repairs = new ArrayList<>(checkpoint.repairs());
  }

  /// The checkpoint with the window closed and the repairs that it showed to be necessary.
  Checkpoint close() {
    if (tier > 0) {
      compare();
    }
    boolean widest = tier == states.size() - 1;
    Checkpoint.TierState state = states.get(tier);
    // No wider tier compares with the sums of the widest.
    MinuteSums sums = widest ? MinuteSums.NONE : state.acknowledged().plus(window.delivered());
    states.set(tier, state.closed(window.upTo(), sums));
    if (widest) {
      dropAuditedSums();
    }
    return checkpoint.withStates(states).withRepairs(repairs);
  }

  /// How many repairs closing a window added.
  static int repaired(Checkpoint before, Checkpoint after) {
    return Math.max(0, after.repairs().size() - before.repairs().size());
  }

  private void compare() {
    MinuteSums acknowledged = MinuteSums.NONE;
    for (Checkpoint.TierState narrower : states.subList(0, tier)) {
      acknowledged =
          acknowledged.plus(narrower.acknowledged().within(window.after(), window.upTo()));
    }
    Set<Long> minutes = acknowledged.minutes();
    minutes.addAll(window.seen().minutes());
    boolean differs = false;
    for (long minute : minutes) {
      MinuteSums.Sum seen = window.seen().of(minute);
      MinuteSums.Sum expected = acknowledged.of(minute);
      boolean comparable = Minutes.end(minute - 1) >= checkpoint.auditFrom();
      // Nothing seen: the retention of the group ended, and there is nothing to forward.
      if (comparable && seen.events() > 0 && !seen.equals(expected)) {
        repair(minute, seen, expected);
        differs = true;
      }
    }
    if (differs) {
      adoptSeen();
    }
  }

  /// Adjacent minutes share one repair, except where a single event is missing: then the difference
  /// of the sums is its hash, and only this event is forwarded.
  private void repair(long minute, MinuteSums.Sum seen, MinuteSums.Sum expected) {
    long only = seen.events() == expected.events() + 1 ? seen.hashes() - expected.hashes() : 0;
    long after = Minutes.end(minute - 1);
    if ((only == 0 && extendsLast(after)) || repairs.size() >= MAX_REPAIRS) {
      Window last = repairs.removeLast();
      repairs.add(
          Window.repair(
              Math.min(last.after(), after),
              Math.max(last.upTo(), Minutes.end(minute)),
              Math.max(last.latenessTo(), window.latenessFrom()),
              0));
    } else {
      repairs.add(Window.repair(after, Minutes.end(minute), window.latenessFrom(), only));
    }
  }

  private boolean extendsLast(long after) {
    return !repairs.isEmpty()
        && repairs.getLast().only() == 0
        && repairs.getLast().isUntouched()
        && repairs.getLast().upTo() == after
        && repairs.getLast().latenessTo() == window.latenessFrom();
  }

  /// Replaces the narrower tiers' sums with what was seen: the repairs are recorded in the same
  /// checkpoint, and the next wider tier must not find the same difference again.
  private void adoptSeen() {
    for (int i = 0; i < tier; i++) {
      Checkpoint.TierState state = states.get(i);
      MinuteSums others = state.acknowledged().without(window.after(), window.upTo());
      states.set(i, state.withAcknowledged(i == 0 ? others.plus(window.seen()) : others));
    }
  }

  private void dropAuditedSums() {
    for (int i = 0; i < tier; i++) {
      Checkpoint.TierState state = states.get(i);
      states.set(i, state.withAcknowledged(state.acknowledged().after(window.upTo())));
    }
  }
}
