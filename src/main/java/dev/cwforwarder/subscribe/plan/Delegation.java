package dev.cwforwarder.subscribe.plan;

import java.time.Instant;

/// What polling reads of a log group, in addition to the groups its own configuration names.
public sealed interface Delegation {
  /// Polling reads the group, because it cannot be subscribed.
  ///
  /// @param reason why the group cannot be subscribed
  /// @param filters how many filters the group had when it was delegated
  /// @param since events ingested since then are read
  record Follow(SkipReason reason, int filters, Instant since) implements Delegation {}

  /// Polling reads a range and then stops: the delegation was revoked, or the range is the gap
  /// before a new group was subscribed.
  ///
  /// @param since events ingested since then are read
  /// @param until events ingested later are not read; the end of a minute
  record Until(Instant since, Instant until) implements Delegation {}

  /// Polling stops at once, because the group is not desired any more or was deleted.
  record Dropped() implements Delegation {}
}
