package dev.cwforwarder.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where in a checkpoint the window stands that is worked on.
sealed interface WorkItem {
  /// The tier with this index; 0 is the narrowest.
  record OfTier(int index) implements WorkItem {}

  /// The first of the repairs.
  record OfRepair() implements WorkItem {}

  /// The first of the backfills.
  record OfBackfill() implements WorkItem {}

  /// The checkpoint with this window in the slot.
  default Checkpoint put(Checkpoint checkpoint, Window window) {
    return switch (this) {
      case OfTier tier ->
          checkpoint.with(tier.index(), checkpoint.tiers().get(tier.index()).opened(window));
      case OfRepair _ -> checkpoint.withRepairs(withFirst(checkpoint.repairs(), window));
      case OfBackfill _ -> checkpoint.withBackfills(withFirst(checkpoint.backfills(), window));
    };
  }

  /// The window in the slot; empty when there is none.
  default Optional<Window> window(Checkpoint checkpoint) {
    return switch (this) {
      case OfTier tier -> Optional.ofNullable(checkpoint.tiers().get(tier.index()).open());
      case OfRepair _ -> checkpoint.repairs().stream().findFirst();
      case OfBackfill _ -> checkpoint.backfills().stream().findFirst();
    };
  }

  /// The checkpoint once `window`, all of it acknowledged, is done.
  default Checkpoint done(Checkpoint checkpoint, Window window) {
    return switch (this) {
      case OfTier tier -> new Audit(checkpoint, tier.index(), window).close();
      case OfRepair _ ->
          checkpoint.withRepairs(
              window.only() != 0 && window.delivered().isEmpty()
                  ? withFirst(checkpoint.repairs(), window.widened())
                  : withoutFirst(checkpoint.repairs()));
      case OfBackfill _ -> checkpoint.withBackfills(withoutFirst(checkpoint.backfills()));
    };
  }

  /// Ids that are remembered for one timestamp. All cursors of a checkpoint have to fit into one
  /// DynamoDB item.
  default int mostIds() {
    return switch (this) {
      case OfTier tier when tier.index() == 0 -> PollPlan.Reading.MAX_EVENTS;
      case OfTier _, OfRepair _, OfBackfill _ -> 2_000;
    };
  }

  private static List<Window> withFirst(List<Window> windows, Window first) {
    List<Window> changed = new ArrayList<>(windows);
    changed.set(0, first);
    return changed;
  }

  private static List<Window> withoutFirst(List<Window> windows) {
    return windows.subList(1, windows.size());
  }
}
