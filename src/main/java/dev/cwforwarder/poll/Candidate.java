package dev.cwforwarder.poll;

import org.jspecify.annotations.Nullable;

/// A source that was found, and how it is to be read.
///
/// @param handedOver why it is read although no setting names it; null: one does
/// @param mayBeNamed whether a setting may name it all the same: not all could be searched
record Candidate(
    PollSource source,
    PollPlan.Reading reading,
    DelegationStore.@Nullable Item handedOver,
    boolean mayBeNamed) {
  /// One that a setting names.
  static Candidate named(PollSource source, PollPlan.Reading reading) {
    return new Candidate(source, reading, null, true);
  }

  /// What came in later is not read, milliseconds since the epoch.
  long end() {
    return handedOver == null ? Long.MAX_VALUE : handedOver.end();
  }

  /// Whether it is about to be forgotten, and only read for what somebody ordered.
  boolean isDropped() {
    return handedOver != null && handedOver.dropped();
  }

  /// Whether everything that is to be read has been, so that it can be forgotten.
  boolean isFinished(Checkpoint checkpoint) {
    if (mayBeNamed) {
      return false;
    }
    if (isDropped()) {
      // Of a group that is gone nothing can be delivered any more.
      Failure failure = checkpoint.failure();
      return checkpoint.backfills().isEmpty()
          || (failure != null && failure.reason() == ReadException.Reason.GONE);
    }
    return checkpoint.lowestWatermark() >= end()
        && checkpoint.repairs().isEmpty()
        && checkpoint.backfills().isEmpty()
        && checkpoint.tiers().stream().allMatch(tier -> tier.open() == null);
  }
}
