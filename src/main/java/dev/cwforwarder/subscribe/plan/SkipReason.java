package dev.cwforwarder.subscribe.plan;

import java.util.Arrays;
import java.util.Locale;

/// Why a log group is not subscribed.
public enum SkipReason {
  /// The forwarder's own log group, or that of the rule's destination: forwarding it would create a
  /// feedback loop.
  OWN_GROUP("OWN_GROUP"),
  /// The log group of another forwarder, which receives the forwarder's own log groups.
  FEEDBACK_LOOP("FEEDBACK_LOOP"),
  /// The group's name matches `never`.
  NEVER("NEVER"),
  /// Another account owns the group. A Lambda destination accepts filters of its own account only.
  LINKED_ACCOUNT("LINKED_ACCOUNT"),
  /// No rule matches the group.
  NOT_WANTED("NOT_WANTED"),
  /// The group's log class, Infrequent Access or another, does not support filters.
  INFREQUENT_ACCESS("INFREQUENT_ACCESS"),
  /// The group's log class delivers only to S3 and Firehose. No API reads it.
  DELIVERY("DELIVERY"),
  /// AWS refused to show the group's filters or tags, so nothing is known about it. It always comes
  /// with a failed outcome.
  DENIED("DENIED"),
  /// Third-party filters use all filters the group may have.
  SLOTS_FULL("SLOTS_FULL"),
  /// A filter that this stack does not manage already sends the group's events to the forwarder.
  BY_HAND("BY_HAND");

  private final String stored;

  SkipReason(String stored) {
    this.stored = stored;
  }

  /// The spelling in stored delegations. It stays the same if the constant is renamed.
  public String stored() {
    return stored;
  }

  /// The reason that is stored as `stored`.
  ///
  /// @throws IllegalArgumentException if there is no such reason
  public static SkipReason ofStored(String stored) {
    return Arrays.stream(values())
        .filter(reason -> reason.stored.equals(stored))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("'%s' is not a skip reason".formatted(stored)));
  }

  /// The reason in reports and metrics, e.g. `own-group`.
  public String label() {
    return stored.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether a group that cannot be subscribed for this reason can be polled.
  public boolean isPollable() {
    return switch (this) {
      case LINKED_ACCOUNT, INFREQUENT_ACCESS, SLOTS_FULL -> true;
      case OWN_GROUP, FEEDBACK_LOOP, NEVER, NOT_WANTED, DELIVERY, DENIED, BY_HAND -> false;
    };
  }
}
