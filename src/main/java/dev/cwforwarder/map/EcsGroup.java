package dev.cwforwarder.map;

import dev.cwforwarder.model.LogSource;
import io.opentelemetry.api.common.AttributesBuilder;

/// Derives resource attributes from the names of Amazon ECS log groups and log streams. The log
/// driver `awslogs` names a stream `PREFIX/CONTAINER/TASK`, whatever the name of the log group.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html">
///   The log driver</a>
final class EcsGroup {
  private static final int TASK_ID_LENGTH = 32;

  private EcsGroup() {}

  /// Adds the resource attributes if the log group belongs to ECS or the log stream to a task.
  ///
  /// @return whether it does
  static boolean describe(String group, String stream, AttributesBuilder attributes) {
    boolean isTask = putTask(stream, attributes);
    if (!isTask && !group.startsWith("/ecs/") && !group.startsWith("/aws/ecs/")) {
      return false;
    }
    put(GroupNames.lastSegment(group), attributes);
    return true;
  }

  /// Adds the resource attributes of a Container Insights log group:
  /// `/aws/ecs/containerinsights/CLUSTER/performance`.
  ///
  /// @return whether the name has this format
  static boolean describeInsights(LogSource source, AttributesBuilder attributes) {
    String cluster = GroupNames.segment(source.logGroup(), 4);
    if (cluster.isEmpty() || !source.logGroup().startsWith("/aws/ecs/containerinsights/")) {
      return false;
    }
    put(cluster, attributes);
    String arn = GroupNames.arn(source, "ecs", "cluster/" + cluster);
    if (!arn.isEmpty()) {
      attributes.put(ResourceKeys.AWS_ECS_CLUSTER_ARN, arn);
    }
    return true;
  }

  /// Adds the resource attributes of the log stream of an AWS Batch job, `DEFINITION/default/TASK`.
  /// All jobs write to the same log group.
  ///
  /// @return whether the name has this format
  static boolean describeJob(String stream, AttributesBuilder attributes) {
    if (!putTask(stream, attributes)) {
      return false;
    }
    put(GroupNames.segment(stream, 0), attributes);
    return true;
  }

  private static void put(String service, AttributesBuilder attributes) {
    attributes.put(ResourceKeys.CLOUD_PLATFORM, "aws_ecs");
    attributes.put(ResourceKeys.SERVICE_NAME, service);
  }

  private static boolean putTask(String stream, AttributesBuilder attributes) {
    int taskStart = stream.lastIndexOf('/') + 1;
    int containerStart = stream.indexOf('/') + 1;
    boolean threeParts =
        containerStart > 1
            && taskStart > containerStart + 1
            && stream.indexOf('/', containerStart) == taskStart - 1;
    if (!threeParts || !isTaskId(stream, taskStart)) {
      return false;
    }
    attributes.put(ResourceKeys.CONTAINER_NAME, stream.substring(containerStart, taskStart - 1));
    attributes.put(ResourceKeys.AWS_ECS_TASK_ID, stream.substring(taskStart));
    return true;
  }

  private static boolean isTaskId(String stream, int from) {
    if (stream.length() - from != TASK_ID_LENGTH) {
      return false;
    }
    for (int i = from; i < stream.length(); i++) {
      char digit = stream.charAt(i);
      if (!((digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'))) {
        return false;
      }
    }
    return true;
  }
}
