package dev.cwforwarder.subscribe.plan;

/// What CloudWatch Logs answered when a group was asked for its filters or was given one. Only the
/// answer tells: quotas and classes change.
public enum Refusal {
  /// The group has as many filters as it may have.
  SLOTS_FULL,
  /// Its class takes no filters.
  CLASS,
  /// The caller lacks the right.
  DENIED
}
