package dev.cwforwarder.subscribe.plan;

/// What becomes of the account's policy.
public sealed interface PolicyDecision {
  /// For people; empty when there is nothing to say.
  String reason();

  /// There is none of ours, and none is wanted.
  record None(String reason) implements PolicyDecision {}

  /// It is written, for the first time or over.
  record Put(AccountPolicy policy, String reason) implements PolicyDecision {}

  /// It is as it should be.
  record Keep(AccountPolicy policy, String reason) implements PolicyDecision {}

  /// It goes.
  record Remove(AccountPolicy policy, String reason) implements PolicyDecision {}

  /// It cannot be had.
  record Refuse(String reason) implements PolicyDecision {}
}
