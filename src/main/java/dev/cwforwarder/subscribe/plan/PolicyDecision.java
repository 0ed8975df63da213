package dev.cwforwarder.subscribe.plan;

/// What to do with the account policy.
public sealed interface PolicyDecision {
  /// The reason, as a phrase for the operator; empty if there is nothing to report.
  String reason();

  /// No policy is desired, and this stack manages none.
  record None(String reason) implements PolicyDecision {}

  /// Create the policy, or overwrite the existing one.
  record Put(AccountPolicy policy, String reason) implements PolicyDecision {}

  /// The policy is up to date.
  record Keep(AccountPolicy policy, String reason) implements PolicyDecision {}

  /// Delete the policy.
  record Remove(AccountPolicy policy, String reason) implements PolicyDecision {}

  /// The desired policy is not possible.
  record Refuse(String reason) implements PolicyDecision {}
}
