package dev.cwforwarder.subscribe.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// A subscription filter of a log group. What AWS leaves out of an answer is its default here, so
/// that equal filters are equal.
///
/// @param name names it within its group
/// @param pattern which events it takes; empty: all
/// @param destinationArn where they go
/// @param roleArn with which CloudWatch Logs writes there; empty for a Lambda function
/// @param distribution how they are spread over a stream's shards
/// @param emitSystemFields what is told beside each event, e.g. `@aws.account`
/// @param transformed whether it takes events as a transformer has made them
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
  /// What CloudWatch Logs does unless it is told otherwise.
  public static final String BY_LOG_STREAM = "ByLogStream";

  public Filter {
    if (name.isEmpty() || destinationArn.isEmpty()) {
      throw new IllegalArgumentException(
          "a filter without name or destination: '%s' to '%s'".formatted(name, destinationArn));
    }
    distribution = distribution.isEmpty() ? BY_LOG_STREAM : distribution;
    emitSystemFields = List.copyOf(new TreeSet<>(emitSystemFields));
  }

  /// What `other` has otherwise, in words; empty when nothing but the name may differ.
  List<String> differences(Filter other) {
    List<String> differences = new ArrayList<>();
    note(differences, "pattern", pattern, other.pattern);
    note(differences, "destination", destinationArn, other.destinationArn);
    note(differences, "role", roleArn, other.roleArn);
    note(differences, "distribution", distribution, other.distribution);
    note(differences, "system fields", emitSystemFields, other.emitSystemFields);
    note(differences, "transformed", transformed, other.transformed);
    return differences;
  }

  private static void note(List<String> differences, String what, Object is, Object wanted) {
    if (!is.equals(wanted)) {
      differences.add("%s '%s' becomes '%s'".formatted(what, is, wanted));
    }
  }
}
