package dev.cwforwarder.poll;

import org.jspecify.annotations.Nullable;

/// A source that was found, and how it is read.
///
/// @param scope what is read of it
/// @param delegation the stored delegation of the source: it specifies where reading starts, and is
///   deleted when everything is read; null: none
/// @param mayBeNamed whether a setting may name the source as well, so that its checkpoint must
///   stay: always true without a delegation; with one, if the search for log groups was incomplete
record Candidate(
    PollSource source,
    PollPlan.Reading reading,
    Scope scope,
    DelegationStore.@Nullable Item delegation,
    boolean mayBeNamed) {
  /// A source that a setting names.
  static Candidate named(PollSource source, PollPlan.Reading reading) {
    return new Candidate(source, reading, new Scope.Everything(), null, true);
  }

  /// A source that no setting names any more, but whose checkpoint has requested ranges.
  static Candidate backfillsOnly(PollSource source, PollPlan.Reading reading) {
    return new Candidate(source, reading, new Scope.BackfillsOnly(), null, true);
  }

  /// A source that was delegated to polling.
  static Candidate delegated(
      DelegationStore.Item delegation, PollPlan.Reading reading, boolean mayBeNamed) {
    return new Candidate(delegation.source(), reading, delegation.scope(), delegation, mayBeNamed);
  }

  /// Whether everything in scope has been read, so that delegation and checkpoint can be deleted.
  boolean isFinished(Checkpoint checkpoint) {
    return !mayBeNamed
        && switch (scope) {
          case Scope.Everything _ -> false;
          case Scope.Until _ -> checkpoint.isCompleteUpTo(scope.endMillis());
          case Scope.BackfillsOnly _ -> checkpoint.backfills().isEmpty() || isGone(checkpoint);
        };
  }

  /// No requested range of a deleted group can be delivered any more.
  private static boolean isGone(Checkpoint checkpoint) {
    Failure failure = checkpoint.failure();
    return failure != null && failure.reason() == ReadException.Reason.GONE;
  }

  /// Deletes the delegation and the checkpoint of a delegated source once everything in its scope
  /// is read.
  void finish(CheckpointSession session, CheckpointStore store) throws CheckpointException {
    if (delegation == null || !isFinished(session.current())) {
      return;
    }
    DelegationStore delegations = new DelegationStore(store);
    // Revoke first: if this run is killed in between, the next one must not read everything again.
    // If another backfill was requested in the meantime, the checkpoint stays for the next run.
    if (delegations.drop(delegation) && session.delete()) {
      delegations.delete(delegation.drop());
    }
  }
}
