package dev.cwforwarder.aws;

/// The kinds of destination that a filter or an account policy may have. Each has its own causes of
/// a refusal.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html">PutSubscriptionFilter</a>
enum FilterDestination {
  /// The request names no destination.
  NONE("", ""),
  FUNCTION(
      "it must be a function or alias in the account and Region of the log group that CloudWatch"
          + " Logs may invoke, as the stack output SubscriptionAliasArn is, and has no role",
      ""),
  KINESIS(
      "the stream must be active, and CloudWatch Logs must be able to assume the role, which needs"
          + " kinesis:PutRecord",
      " and iam:PassRole on the role"),
  FIREHOSE(
      "the delivery stream must be active, and CloudWatch Logs must be able to assume the role,"
          + " which needs firehose:PutRecord",
      " and iam:PassRole on the role"),
  LOGS_DESTINATION(
      "it must be a destination in the Region of the log group; a role is needed only if its access"
          + " policy allows an organization",
      "; the access policy of the destination must allow this account too (aws logs"
          + " put-destination-policy)");

  private final String requirement;
  private final String deniedToo;

  FilterDestination(String requirement, String deniedToo) {
    this.requirement = requirement;
    this.deniedToo = deniedToo;
  }

  /// The kind of an ARN like `arn:aws:kinesis:…`. What is none of the others is a function.
  static FilterDestination of(String arn) {
    String[] parts = arn.split(":", 4);
    return switch (parts.length > 2 ? parts[2] : "") {
      case "kinesis" -> KINESIS;
      case "firehose" -> FIREHOSE;
      case "logs" -> LOGS_DESTINATION;
      default -> FUNCTION;
    };
  }

  /// What AWS requires of the destination, as a clause.
  String requirement() {
    return requirement;
  }

  /// What else AWS may have denied, besides the action itself: the rest of a clause.
  String deniedToo() {
    return deniedToo;
  }
}
