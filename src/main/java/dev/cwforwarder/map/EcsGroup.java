package dev.cwforwarder.map;

import dev.cwforwarder.model.LogSource;
import io.opentelemetry.api.common.AttributesBuilder;

/// What the names of groups and streams of Amazon ECS say. The log driver `awslogs` names a stream
/// `PREFIX/CONTAINER/TASK`, also in a group with a name of its own.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html">
///   The log driver</a>
final class EcsGroup {
  private static final int TASK_ID_LENGTH = 32;

  private EcsGroup() {}

  /// Puts what the names tell, if the group is one of ECS or the stream one of a task.
  ///
  /// @return whether it is
  static boolean describe(String group, String stream, AttributesBuilder attributes) {
    boolean ofTask = putTask(stream, attributes);
    if (!ofTask && !group.startsWith("/ecs/") && !group.startsWith("/aws/ecs/")) {
      return false;
    }
    put(GroupNames.lastSegment(group), attributes);
    return true;
  }

  /// Puts what Container Insights' group says: `/aws/ecs/containerinsights/CLUSTER/performance`.
  ///
  /// @return whether it is one
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

  /// Puts what the stream of an AWS Batch job tells, `DEFINITION/default/TASK`: all jobs write into
  /// one group.
  ///
  /// @return whether it is one
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
    int taskAt = stream.lastIndexOf('/') + 1;
    int containerAt = stream.indexOf('/') + 1;
    boolean threeParts =
        containerAt > 1
            && taskAt > containerAt + 1
            && stream.indexOf('/', containerAt) == taskAt - 1;
    if (!threeParts || !isTaskId(stream, taskAt)) {
      return false;
    }
    attributes.put(ResourceKeys.CONTAINER_NAME, stream.substring(containerAt, taskAt - 1));
    attributes.put(ResourceKeys.AWS_ECS_TASK_ID, stream.substring(taskAt));
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
