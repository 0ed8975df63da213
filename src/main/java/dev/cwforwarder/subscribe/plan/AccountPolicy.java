package dev.cwforwarder.subscribe.plan;

/// The account's subscription filter policy: one filter for all log groups, also for those that are
/// made later, with the exception of some.
///
/// @param name names it within the account and Region, where only one may be
/// @param pattern which events it takes; empty: all
/// @param roleArn with which CloudWatch Logs writes there; empty for a Lambda function
/// @param distribution how they are spread over a stream's shards
/// @param except the groups it leaves out
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html">PutAccountPolicy</a>
public record AccountPolicy(
    String name,
    String pattern,
    String destinationArn,
    String roleArn,
    String distribution,
    PolicyExclusions except) {
  public AccountPolicy {
    distribution = distribution.isEmpty() ? Filter.BY_LOG_STREAM : distribution;
  }
}
