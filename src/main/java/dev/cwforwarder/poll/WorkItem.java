package dev.cwforwarder.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which window of a checkpoint is worked on.
sealed interface WorkItem {
  /// The open window of the tier with this index; 0 is the narrowest.
  record OfTier(int index) implements WorkItem {}

  /// The first of the repairs.
  record OfRepair() implements WorkItem {}

  /// The first of the backfills.
  record OfBackfill() implements WorkItem {}

  /// Whether it is the window of the narrowest tier. All other events are late.
  default boolean isNarrowest() {
    return this instanceof OfTier tier && tier.index() == 0;
  }

  /// The checkpoint with `window` in the place of this item.
  default Checkpoint put(Checkpoint checkpoint, Window window) {
    return switch (this) {
      case OfTier tier ->
          checkpoint.with(tier.index(), checkpoint.tiers().get(tier.index()).opened(window));
      case OfRepair _ -> checkpoint.withRepairs(withFirst(checkpoint.repairs(), window));
      case OfBackfill _ -> checkpoint.withBackfills(withFirst(checkpoint.backfills(), window));
    };
  }

  /// The window in the place of this item; empty if there is none.
  default Optional<Window> window(Checkpoint checkpoint) {
    return switch (this) {
      case OfTier tier -> Optional.ofNullable(checkpoint.tiers().get(tier.index()).open());
      case OfRepair _ -> checkpoint.repairs().stream().findFirst();
      case OfBackfill _ -> checkpoint.backfills().stream().findFirst();
    };
  }

  /// The checkpoint after this item is done.
  ///
  /// @param window the item's window, completely acknowledged
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

  /// The maximum number of event ids remembered for one timestamp. All cursors of a checkpoint must
  /// fit into one DynamoDB item.
  default int maxIds() {
    return isNarrowest() ? PollPlan.Reading.MAX_EVENTS : 2_000;
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
