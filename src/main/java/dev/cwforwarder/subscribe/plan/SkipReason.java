package dev.cwforwarder.subscribe.plan;

import java.util.Arrays;
import java.util.Locale;

/// Why a log group is not subscribed.
public enum SkipReason {
  /// The forwarder's own: it would be forwarded in circles.
  OWN_GROUP("OWN_GROUP"),
  /// Its name is in `never`.
  NEVER("NEVER"),
  /// Another account owns it, and a Lambda function takes filters of its own account only.
  LINKED_ACCOUNT("LINKED_ACCOUNT"),
  /// No rule means it.
  NOT_WANTED("NOT_WANTED"),
  /// Its class, Infrequent Access or another, takes no filters.
  INFREQUENT_ACCESS("INFREQUENT_ACCESS"),
  /// Its class can be read by nobody but S3 and Firehose.
  DELIVERY("DELIVERY"),
  /// The caller may not see or change its filters.
  DENIED("DENIED"),
  /// Others have all its filters.
  SLOTS_FULL("SLOTS_FULL"),
  /// A filter that is not of our name already leads to the forwarder.
  BY_HAND("BY_HAND");

  private final String stored;

  SkipReason(String stored) {
    this.stored = stored;
  }

  /// How items beside the checkpoints name it: never changed.
  public String stored() {
    return stored;
  }

  /// The reason that was stored so.
  ///
  /// @throws IllegalArgumentException when there is none
  public static SkipReason ofStored(String text) {
    return Arrays.stream(values())
        .filter(reason -> reason.stored.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no reason '%s'".formatted(text)));
  }

  /// As it is printed: `own-group`.
  public String shown() {
    return stored.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether polling can read what cannot be subscribed for this reason.
  public boolean isReadable() {
    return switch (this) {
      case LINKED_ACCOUNT, INFREQUENT_ACCESS, SLOTS_FULL -> true;
      case OWN_GROUP, NEVER, NOT_WANTED, DELIVERY, DENIED, BY_HAND -> false;
    };
  }
}
