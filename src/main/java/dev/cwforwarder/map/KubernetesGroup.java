package dev.cwforwarder.map;

import dev.cwforwarder.model.LogSource;
import io.opentelemetry.api.common.AttributesBuilder;

/// Derives resource attributes from the names of Amazon EKS log groups and log streams: control
/// plane logs, and the logs that Container Insights collects on the nodes.
///
/// @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html">Control
///   plane logs</a>
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-setup-logs-FluentBit.html">
///   Container Insights with Fluent Bit</a>
final class KubernetesGroup {
  private static final String CONTAINERS = "application.var.log.containers.";

  private KubernetesGroup() {}

  /// Adds the resource attributes of `/aws/eks/CLUSTER/cluster`. Its log streams are named
  /// `COMPONENT-INSTANCE`; the component is the service.
  ///
  /// @return whether the name has this format
  static boolean describeControlPlane(LogSource source, AttributesBuilder attributes) {
    String cluster = GroupNames.segment(source.logGroup(), 3);
    if (cluster.isEmpty() || !GroupNames.segment(source.logGroup(), 4).equals("cluster")) {
      return false;
    }
    putCluster(source, cluster, attributes);
    int end = source.logStream().lastIndexOf('-');
    attributes.put(
        ResourceKeys.SERVICE_NAME, end > 0 ? source.logStream().substring(0, end) : cluster);
    return true;
  }

  /// Adds the resource attributes of `/aws/containerinsights/CLUSTER/KIND`. If the log stream
  /// contains a pod's name, the pod's workload is the service; otherwise the cluster is.
  ///
  /// @return whether the name has this format
  static boolean describeInsights(LogSource source, AttributesBuilder attributes) {
    String cluster = GroupNames.segment(source.logGroup(), 3);
    String kind = GroupNames.segment(source.logGroup(), 4);
    if (cluster.isEmpty() || kind.isEmpty()) {
      return false;
    }
    putCluster(source, cluster, attributes);
    attributes.put(ResourceKeys.SERVICE_NAME, cluster);
    String stream = source.logStream();
    int nodeEnd = kind.equals("performance") ? stream.length() : stream.indexOf(kind + '.') - 1;
    if (nodeEnd > 0) {
      attributes.put(ResourceKeys.K8S_NODE_NAME, stream.substring(0, nodeEnd));
      if (stream.startsWith(CONTAINERS, nodeEnd + 1)) {
        putPod(stream.substring(nodeEnd + 1 + CONTAINERS.length()), attributes);
      }
    }
    return true;
  }

  private static void putCluster(LogSource source, String cluster, AttributesBuilder attributes) {
    attributes.put(ResourceKeys.CLOUD_PLATFORM, "aws_eks");
    attributes.put(ResourceKeys.K8S_CLUSTER_NAME, cluster);
    String arn = GroupNames.arn(source, "eks", "cluster/" + cluster);
    if (!arn.isEmpty()) {
      attributes.put(ResourceKeys.AWS_EKS_CLUSTER_ARN, arn);
    }
  }

  /// Kubernetes names the log file of a container `POD_NAMESPACE_CONTAINER-ID.log`. The names
  /// themselves never contain an underscore.
  private static void putPod(String file, AttributesBuilder attributes) {
    String[] parts = file.split("_", -1);
    int idAt = file.lastIndexOf('-') + 1;
    if (parts.length != 3 || !file.endsWith(".log") || idAt <= file.lastIndexOf('_') + 2) {
      return;
    }
    attributes.put(ResourceKeys.K8S_POD_NAME, parts[0]);
    attributes.put(ResourceKeys.K8S_NAMESPACE_NAME, parts[1]);
    attributes.put(
        ResourceKeys.K8S_CONTAINER_NAME, parts[2].substring(0, parts[2].lastIndexOf('-')));
    attributes.put(
        ResourceKeys.CONTAINER_ID, file.substring(idAt, file.length() - ".log".length()));
    attributes.put(ResourceKeys.SERVICE_NAME, PodName.workload(parts[0]));
  }
}
