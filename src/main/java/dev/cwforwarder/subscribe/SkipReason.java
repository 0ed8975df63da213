package dev.cwforwarder.subscribe;

import java.util.Locale;

/// Why a log group is not subscribed.
public enum SkipReason {
  /// The forwarder's own: it would be forwarded in circles.
  OWN_GROUP,
  /// Its name is in `never`.
  NEVER,
  /// Another account owns it, and a Lambda function takes filters of its own account only.
  LINKED_ACCOUNT,
  /// No rule means it.
  NOT_WANTED,
  /// Its class, Infrequent Access or another, takes no filters.
  INFREQUENT_ACCESS,
  /// Its class can be read by nobody but S3 and Firehose.
  DELIVERY,
  /// The caller may not see or change its filters.
  DENIED,
  /// Others have all its filters.
  SLOTS_FULL,
  /// A filter that is not of our name already leads to the forwarder.
  BY_HAND;

  /// As it is printed: `own-group`.
  public String shown() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether polling can read what cannot be subscribed for this reason.
  public boolean isReadable() {
    return switch (this) {
      case LINKED_ACCOUNT, INFREQUENT_ACCESS, SLOTS_FULL -> true;
      case OWN_GROUP, NEVER, NOT_WANTED, DELIVERY, DENIED, BY_HAND -> false;
    };
  }
}
