package dev.cwforwarder.poll;

/// An account and Region whose CloudWatch Logs are read, and the credentials to read them with.
///
/// @param region AWS Region, e.g. `eu-central-1`
/// @param roleArn IAM role to assume; empty: use the caller's own credentials
/// @param externalId external id for assuming the role; empty: none
public record Access(String region, String roleArn, String externalId) {
  public Access {
    if (region.isEmpty()) {
      throw new IllegalArgumentException("the Region is empty");
    }
    if (roleArn.isEmpty() && !externalId.isEmpty()) {
      throw new IllegalArgumentException("an external id needs a role to assume");
    }
  }

  /// The caller's own account.
  public static Access own(String region) {
    return new Access(region, "", "");
  }
}
