package dev.cwforwarder.subscribe.plan;

import java.time.Instant;

/// A log group as `DescribeLogGroups` returns it.
///
/// @param account twelve-digit id of the account that owns it
/// @param arn without the trailing `:*`
/// @param logClass `STANDARD`, `INFREQUENT_ACCESS`, …; empty if AWS does not return it
/// @param created its creation time
public record LogGroup(
    String account, String region, String name, String arn, String logClass, Instant created) {
  public LogGroup {
    if (name.isEmpty() || account.isEmpty() || region.isEmpty()) {
      throw new IllegalArgumentException(
          "a log group needs a name, an account and a Region, got '%s' '%s' '%s'"
              .formatted(name, account, region));
    }
  }

  /// Identifies the log group across accounts and Regions: `account/region/name`.
  public String id() {
    return account + "/" + region + "/" + name;
  }
}
