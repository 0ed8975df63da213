package dev.cwforwarder.map;

import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/// The keys of the resource attributes.
///
/// The keys of OpenTelemetry's semantic conventions are copied here because loading the
/// conventions' own classes slows down the cold start. A test compares the copies with those
/// classes.
final class ResourceKeys {
  static final AttributeKey<String> CLOUD_PROVIDER = stringKey("cloud.provider");
  static final AttributeKey<String> CLOUD_PLATFORM = stringKey("cloud.platform");
  static final AttributeKey<String> CLOUD_REGION = stringKey("cloud.region");
  static final AttributeKey<String> CLOUD_ACCOUNT_ID = stringKey("cloud.account.id");
  static final AttributeKey<String> CLOUD_RESOURCE_ID = stringKey("cloud.resource_id");
  static final AttributeKey<String> AWS_ECS_CLUSTER_ARN = stringKey("aws.ecs.cluster.arn");
  static final AttributeKey<String> AWS_ECS_TASK_ID = stringKey("aws.ecs.task.id");
  static final AttributeKey<String> AWS_EKS_CLUSTER_ARN = stringKey("aws.eks.cluster.arn");
  static final AttributeKey<List<String>> AWS_LOG_GROUP_NAMES =
      stringArrayKey("aws.log.group.names");
  static final AttributeKey<List<String>> AWS_LOG_STREAM_NAMES =
      stringArrayKey("aws.log.stream.names");
  static final AttributeKey<String> CONTAINER_ID = stringKey("container.id");
  static final AttributeKey<String> CONTAINER_NAME = stringKey("container.name");
  static final AttributeKey<String> DB_SYSTEM_NAME = stringKey("db.system.name");
  static final AttributeKey<String> FAAS_NAME = stringKey("faas.name");
  static final AttributeKey<String> FAAS_VERSION = stringKey("faas.version");
  static final AttributeKey<String> FAAS_INSTANCE = stringKey("faas.instance");
  static final AttributeKey<String> K8S_CLUSTER_NAME = stringKey("k8s.cluster.name");
  static final AttributeKey<String> K8S_CONTAINER_NAME = stringKey("k8s.container.name");
  static final AttributeKey<String> K8S_NAMESPACE_NAME = stringKey("k8s.namespace.name");
  static final AttributeKey<String> K8S_NODE_NAME = stringKey("k8s.node.name");
  static final AttributeKey<String> K8S_POD_NAME = stringKey("k8s.pod.name");
  static final AttributeKey<String> SERVICE_NAME = stringKey("service.name");

  /// Keys from ClickStack's guide, which are not part of the semantic conventions.
  static final AttributeKey<String> AWS_REGION = stringKey("aws.region");

  static final AttributeKey<String> LOG_GROUP = stringKey("cloudwatch.log.group.name");
  static final AttributeKey<String> LOG_STREAM = stringKey("cloudwatch.log.stream");

  private ResourceKeys() {}
}
