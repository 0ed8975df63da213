package dev.cwforwarder.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Closes a tier's window. A wider tier met the narrower tiers' events on its way: minutes in which
/// it met others than were acknowledged are forwarded again. So what became visible only after its
/// window was read is late, but not lost.
final class Audit {
  /// Minutes that differ side by side are one repair, unless a single event tells which it is.
  private static final int MOST_REPAIRS = 60;

  private final Checkpoint checkpoint;
  private final int tier;
  private final Window window;
  private final List<Checkpoint.TierState> states;
  private final List<Window> repairs;

  Audit(Checkpoint checkpoint, int tier, Window window) {
    this.checkpoint = checkpoint;
    this.tier = tier;
    this.window = window;
    this.states = new ArrayList<>(checkpoint.tiers());
    this.repairs = new ArrayList<>(checkpoint.repairs());
  }

  Checkpoint close() {
    if (tier > 0) {
      compare();
    }
    boolean widest = tier == states.size() - 1;
    Checkpoint.TierState state = states.get(tier);
    states.set(
        tier,
        state.closed(
            window.upTo(),
            widest ? MinuteSums.NONE : state.acknowledged().plus(window.delivered())));
    if (widest) {
      forget();
    }
    return checkpoint.withStates(states).withRepairs(repairs);
  }

  /// How many minutes closing the window found to differ.
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
      MinuteSums.Sum met = window.seen().of(minute);
      MinuteSums.Sum had = acknowledged.of(minute);
      boolean known = Minutes.end(minute - 1) >= checkpoint.auditFrom();
      // Nothing met: it is not kept any more, and there is nothing to forward.
      if (known && met.events() > 0 && !met.equals(had)) {
        repair(minute, met, had);
        differs = true;
      }
    }
    if (differs) {
      believe();
    }
  }

  private void repair(long minute, MinuteSums.Sum met, MinuteSums.Sum had) {
    long only = met.events() == had.events() + 1 ? met.hashes() - had.hashes() : 0;
    long after = Minutes.end(minute - 1);
    if ((only == 0 && extendsLast(after)) || repairs.size() >= MOST_REPAIRS) {
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

  /// Yet wider tiers compare with what was met now: the repairs are written down with it.
  private void believe() {
    for (int i = 0; i < tier; i++) {
      Checkpoint.TierState state = states.get(i);
      MinuteSums others = state.acknowledged().without(window.after(), window.upTo());
      states.set(
          i,
          new Checkpoint.TierState(
              state.tier(),
              state.watermark(),
              i == 0 ? others.plus(window.seen()) : others,
              state.open()));
    }
  }

  private void forget() {
    for (int i = 0; i < tier; i++) {
      Checkpoint.TierState state = states.get(i);
      states.set(
          i,
          new Checkpoint.TierState(
              state.tier(),
              state.watermark(),
              state.acknowledged().after(window.upTo()),
              state.open()));
    }
  }
}
