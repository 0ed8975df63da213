package dev.cwforwarder.subscribe.plan;

import java.time.Instant;

/// A log group as CloudWatch Logs lists it.
///
/// @param account twelve-digit id of the account that owns it
/// @param arn without the trailing `:*`
/// @param logClass `STANDARD`, `INFREQUENT_ACCESS`, …; empty when not told
/// @param created when it was made
public record LogGroup(
    String account, String region, String name, String arn, String logClass, Instant created) {
  public LogGroup {
    if (name.isEmpty() || account.isEmpty() || region.isEmpty()) {
      throw new IllegalArgumentException(
          "a log group without name, account or Region: '%s' '%s' '%s'"
              .formatted(name, account, region));
    }
  }

  /// Tells it apart from those of the same name elsewhere: `account/region/name`.
  public String id() {
    return account + "/" + region + "/" + name;
  }
}
