package dev.cwforwarder.model;

/// Identifies a log group across accounts and Regions.
///
/// @param account twelve-digit id of the account that owns it
public record LogGroup(String account, String region, String name) {
  /// `account/region/name`.
  public String id() {
    return account + "/" + region + "/" + name;
  }
}
