package dev.cwforwarder.poll;

/// How an account's CloudWatch Logs are reached.
///
/// @param region AWS Region, e.g. `eu-central-1`
/// @param roleArn the role that is assumed; empty: the caller's own credentials
/// @param externalId given when the role is assumed; empty: none
public record Access(String region, String roleArn, String externalId) {
  public Access {
    if (region.isEmpty()) {
      throw new IllegalArgumentException("no Region");
    }
    if (roleArn.isEmpty() && !externalId.isEmpty()) {
      throw new IllegalArgumentException("an external id, but no role to assume");
    }
  }

  /// The caller's own account.
  public static Access own(String region) {
    return new Access(region, "", "");
  }
}
