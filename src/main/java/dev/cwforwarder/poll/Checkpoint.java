package dev.cwforwarder.poll;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far a source has been forwarded, and which work is open. Immutable.
///
/// @param tiers narrowest first; their watermarks never rise from one to the next
/// @param repairs minutes to forward again
/// @param backfills requested ranges of timestamps
/// @param auditFrom audits compare only minutes that start at this time or later, in milliseconds
///   since the epoch: the sums of earlier minutes are of another reader's ids
/// @param reader the reader that works for this source
/// @param probed when another reader was last tried
/// @param ingestionUnknown whether CloudWatch reports no ingestion times for this source
/// @param failure why the last attempt to read failed; null: it did not
record Checkpoint(
    List<TierState> tiers,
    List<Window> repairs,
    List<Window> backfills,
    long auditFrom,
    ReaderKind reader,
    Instant probed,
    boolean ingestionUnknown,
    @Nullable Failure failure) {

  /// The state of one tier.
  ///
  /// @param watermark every event of the tier that was ingested until then is acknowledged;
  ///   milliseconds since the epoch
  /// @param acknowledged sums of the tier's events, for wider tiers to compare with
  /// @param open the window that is being read; null: none
  record TierState(Tier tier, long watermark, MinuteSums acknowledged, @Nullable Window open) {
    TierState opened(Window window) {
      return new TierState(tier, watermark, acknowledged, window);
    }

    TierState closed(long reached, MinuteSums sums) {
      return new TierState(tier, reached, sums, null);
    }

    /// Without the open window, as if it had not been opened.
    TierState discarded() {
      return closed(watermark, acknowledged);
    }

    TierState withTier(Tier changed) {
      return new TierState(changed, watermark, acknowledged, open);
    }

    TierState withAcknowledged(MinuteSums changed) {
      return new TierState(tier, watermark, changed, open);
    }

    private TierState withoutToken() {
      return open == null ? this : opened(open.withoutToken());
    }
  }

  Checkpoint {
    tiers = List.copyOf(tiers);
    repairs = List.copyOf(repairs);
    backfills = List.copyOf(backfills);
    if (tiers.isEmpty()) {
      throw new IllegalArgumentException("a checkpoint without tiers");
    }
  }

  /// The checkpoint of a new source. Everything ingested after `watermark` is due.
  ///
  /// @param watermark milliseconds since the epoch; the end of a minute, since audits compare whole
  ///   minutes
  static Checkpoint startingAt(long watermark, List<Tier> tiers, ReaderKind reader, Instant now) {
    return new Checkpoint(
        states(tiers, watermark), List.of(), List.of(), watermark, reader, now, false, null);
  }

  /// Continues with other tiers. All watermarks must stand at the end of the same minute.
  Checkpoint withTiers(List<Tier> changed) {
    return withStates(states(changed, watermark()));
  }

  private static List<TierState> states(List<Tier> tiers, long watermark) {
    return tiers.stream()
        .map(tier -> new TierState(tier, watermark, MinuteSums.NONE, null))
        .toList();
  }

  List<Tier> tierList() {
    return tiers.stream().map(TierState::tier).toList();
  }

  /// The watermark of the narrowest tier: the lag of the source is measured from it.
  long watermark() {
    return tiers.getFirst().watermark();
  }

  /// The lowest watermark of all tiers.
  long lowestWatermark() {
    return tiers.stream().mapToLong(TierState::watermark).min().orElseThrow();
  }

  /// Whether everything ingested until `end` is acknowledged and no work is open.
  ///
  /// @param end milliseconds since the epoch
  boolean isCompleteUpTo(long end) {
    return lowestWatermark() >= end
        && repairs.isEmpty()
        && backfills.isEmpty()
        && tiers.stream().allMatch(tier -> tier.open() == null);
  }

  /// The number of requested backfills, of which each may be several windows.
  int requestedBackfills() {
    int count = backfills.isEmpty() ? 0 : 1;
    for (int i = 1; i < backfills.size(); i++) {
      count += backfills.get(i).continues(backfills.get(i - 1)) ? 0 : 1;
    }
    return count;
  }

  Checkpoint with(int tier, TierState state) {
    List<TierState> changed = new ArrayList<>(tiers);
    changed.set(tier, state);
    return withStates(changed);
  }

  Checkpoint withStates(List<TierState> changed) {
    return with(changed, repairs, backfills);
  }

  Checkpoint withRepairs(List<Window> changed) {
    return with(tiers, changed, backfills);
  }

  Checkpoint withBackfills(List<Window> changed) {
    return with(tiers, repairs, changed);
  }

  private Checkpoint with(
      List<TierState> newTiers, List<Window> newRepairs, List<Window> newBackfills) {
    return new Checkpoint(
        newTiers, newRepairs, newBackfills, auditFrom, reader, probed, ingestionUnknown, failure);
  }

  /// Continues with another reader. It may give other event ids, so audits start anew.
  Checkpoint withReader(ReaderKind changed, Instant now) {
    TierState narrowest = tiers.getFirst();
    long read = narrowest.open() == null ? narrowest.watermark() : narrowest.open().upTo();
    return new Checkpoint(
        tiers.stream().map(TierState::withoutToken).toList(),
        withoutTokens(repairs),
        withoutTokens(backfills),
        Minutes.floor(read) + Minutes.MILLIS,
        changed,
        now,
        ingestionUnknown,
        failure);
  }

  private static List<Window> withoutTokens(List<Window> windows) {
    return windows.stream().map(Window::withoutToken).toList();
  }

  Checkpoint withIngestionUnknown() {
    return new Checkpoint(tiers, repairs, backfills, auditFrom, reader, probed, true, failure);
  }

  Checkpoint withFailure(@Nullable Failure changed) {
    return new Checkpoint(
        tiers, repairs, backfills, auditFrom, reader, probed, ingestionUnknown, changed);
  }
}
