package dev.cwforwarder.subscribe.plan;

/// How CloudWatch Logs refused to list or create the filters of a log group. The planner relies on
/// the response of AWS, since quotas and log classes change.
public enum Refusal {
  /// The group has the maximum number of filters.
  SLOTS_FULL,
  /// The group's log class does not support filters.
  CLASS
}
