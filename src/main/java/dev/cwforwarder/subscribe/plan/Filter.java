package dev.cwforwarder.subscribe.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// A subscription filter of a log group. Properties that are missing from an AWS response have
/// their default values, so that equivalent filters are equal.
///
/// @param name unique in the log group
/// @param pattern filter pattern that events must match; empty matches every event
/// @param destinationArn the Lambda function or stream that receives the events
/// @param roleArn the role CloudWatch Logs assumes to write to the destination; empty for a Lambda
///   function
/// @param distribution how events are distributed over the shards of a stream
/// @param emitSystemFields fields added to each event, e.g. `@aws.account`; sorted
/// @param transformed whether the filter applies to the log group's transformed events
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_SubscriptionFilter.html">SubscriptionFilter</a>
public record Filter(
    String name,
    String pattern,
    String destinationArn,
    String roleArn,
    String distribution,
    List<String> emitSystemFields,
    boolean transformed) {
  /// The default distribution of CloudWatch Logs.
  public static final String BY_LOG_STREAM = "ByLogStream";

  public Filter {
    if (name.isEmpty() || destinationArn.isEmpty()) {
      throw new IllegalArgumentException(
          "a filter needs a name and a destination, got '%s' and '%s'"
              .formatted(name, destinationArn));
    }
    distribution = distribution.isEmpty() ? BY_LOG_STREAM : distribution;
    emitSystemFields = List.copyOf(new TreeSet<>(emitSystemFields));
  }

  /// Names the filter for the operator.
  public String of(String group) {
    return "the filter '%s' of %s".formatted(name, group);
  }

  /// The properties other than the name that differ from those of `desired`, one phrase each.
  List<String> differences(Filter desired) {
    List<String> differences = new ArrayList<>();
    compare(differences, "pattern", pattern, desired.pattern);
    compare(differences, "destination", destinationArn, desired.destinationArn);
    compare(differences, "role", roleArn, desired.roleArn);
    compare(differences, "distribution", distribution, desired.distribution);
    compare(differences, "system fields", emitSystemFields, desired.emitSystemFields);
    compare(differences, "transformed", transformed, desired.transformed);
    return differences;
  }

  private static void compare(
      List<String> differences, String property, Object current, Object desired) {
    if (!current.equals(desired)) {
      differences.add("%s '%s' becomes '%s'".formatted(property, current, desired));
    }
  }
}
