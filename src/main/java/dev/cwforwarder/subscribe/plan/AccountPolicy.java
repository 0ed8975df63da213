package dev.cwforwarder.subscribe.plan;

/// An account-level subscription filter policy. It applies one filter to all current and future log
/// groups, apart from the excluded ones.
///
/// @param name unique in the account and Region; AWS allows one policy there
/// @param pattern filter pattern that events must match; empty matches every event
/// @param roleArn the role CloudWatch Logs assumes to write to the destination; empty for a Lambda
///   function
/// @param distribution how events are distributed over the shards of a stream
/// @param exclusions the log groups the policy does not apply to
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html">PutAccountPolicy</a>
public record AccountPolicy(
    String name,
    String pattern,
    String destinationArn,
    String roleArn,
    String distribution,
    PolicyExclusions exclusions) {
  public AccountPolicy {
    distribution = distribution.isEmpty() ? Filter.BY_LOG_STREAM : distribution;
  }

  /// Names the policy for the operator.
  public String label() {
    return "the account policy '%s'".formatted(name);
  }
}
