package dev.cwforwarder.poll;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far a source has been forwarded, and what is under way. Immutable.
///
/// @param tiers narrowest first; their watermarks never rise from one to the next
/// @param repairs minutes that are forwarded again
/// @param backfills ranges of timestamps a person asked for
/// @param auditFrom minutes that begin before it are not compared: their sums are of another
///   reader's ids
/// @param reader the way to read that works
/// @param probed when another way was last tried
/// @param ingestionUnknown whether CloudWatch tells no ingestion times here
/// @param failure what stood in the way the last time
record Checkpoint(
    List<TierState> tiers,
    List<Window> repairs,
    List<Window> backfills,
    long auditFrom,
    ReaderKind reader,
    Instant probed,
    boolean ingestionUnknown,
    @Nullable Failure failure) {

  /// @param watermark everything of the tier that was ingested until then is acknowledged,
  ///   milliseconds since the epoch
  /// @param acknowledged sums of the tier's events, for wider tiers to compare
  /// @param open what is being read now
  record TierState(Tier tier, long watermark, MinuteSums acknowledged, @Nullable Window open) {
    TierState opened(Window window) {
      return new TierState(tier, watermark, acknowledged, window);
    }

    TierState closed(long reached, MinuteSums sums) {
      return new TierState(tier, reached, sums, null);
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

  /// Nothing forwarded yet; everything ingested after `watermark` is due. It must be the end of a
  /// minute, so that no sum is of half a minute.
  static Checkpoint startingAt(long watermark, List<Tier> tiers, ReaderKind reader, Instant now) {
    return new Checkpoint(
        states(tiers, watermark), List.of(), List.of(), watermark, reader, now, false, null);
  }

  /// Other tiers from here on. All watermarks must stand at the same end of a minute.
  Checkpoint withTiers(List<Tier> others) {
    return new Checkpoint(
        states(others, watermark()),
        repairs,
        backfills,
        auditFrom,
        reader,
        probed,
        ingestionUnknown,
        failure);
  }

  private static List<TierState> states(List<Tier> tiers, long watermark) {
    return tiers.stream()
        .map(tier -> new TierState(tier, watermark, MinuteSums.NONE, null))
        .toList();
  }

  List<Tier> tierList() {
    return tiers.stream().map(TierState::tier).toList();
  }

  /// Of the narrowest tier: what the source is behind.
  long watermark() {
    return tiers.getFirst().watermark();
  }

  /// Of all tiers.
  long lowestWatermark() {
    return tiers.stream().mapToLong(TierState::watermark).min().orElseThrow();
  }

  Checkpoint with(int tier, TierState state) {
    List<TierState> changed = new ArrayList<>(tiers);
    changed.set(tier, state);
    return withStates(changed);
  }

  Checkpoint withStates(List<TierState> changed) {
    return new Checkpoint(
        changed, repairs, backfills, auditFrom, reader, probed, ingestionUnknown, failure);
  }

  Checkpoint withRepairs(List<Window> changed) {
    return new Checkpoint(
        tiers, changed, backfills, auditFrom, reader, probed, ingestionUnknown, failure);
  }

  Checkpoint withBackfills(List<Window> changed) {
    return new Checkpoint(
        tiers, repairs, changed, auditFrom, reader, probed, ingestionUnknown, failure);
  }

  /// Read in another way from here on. The other reader may give other ids.
  Checkpoint withReader(ReaderKind changed, Instant now) {
    TierState narrowest = tiers.getFirst();
    long read = narrowest.open() == null ? narrowest.watermark() : narrowest.open().upTo();
    return new Checkpoint(
        withoutTokens(),
        mapped(repairs),
        mapped(backfills),
        Minutes.floor(read) + Minutes.MILLIS,
        changed,
        now,
        ingestionUnknown,
        failure);
  }

  Checkpoint withIngestionUnknown() {
    return new Checkpoint(tiers, repairs, backfills, auditFrom, reader, probed, true, failure);
  }

  Checkpoint withFailure(@Nullable Failure changed) {
    return new Checkpoint(
        tiers, repairs, backfills, auditFrom, reader, probed, ingestionUnknown, changed);
  }

  private List<TierState> withoutTokens() {
    return tiers.stream()
        .map(
            state ->
                new TierState(
                    state.tier(),
                    state.watermark(),
                    state.acknowledged(),
                    state.open() == null ? null : state.open().withoutToken()))
        .toList();
  }

  private static List<Window> mapped(List<Window> windows) {
    return windows.stream().map(Window::withoutToken).toList();
  }
}
