package dev.cwforwarder.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.MarkdownTable;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.semconv.ContainerAttributes;
import io.opentelemetry.semconv.DbAttributes;
import io.opentelemetry.semconv.K8sAttributes;
import io.opentelemetry.semconv.ServiceAttributes;
import io.opentelemetry.semconv.incubating.AwsIncubatingAttributes;
import io.opentelemetry.semconv.incubating.CloudIncubatingAttributes;
import io.opentelemetry.semconv.incubating.ContainerIncubatingAttributes;
import io.opentelemetry.semconv.incubating.DbIncubatingAttributes;
import io.opentelemetry.semconv.incubating.FaasIncubatingAttributes;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Compares the copied keys with their definitions.
final class ResourceKeysTest {
  private static final Map<AttributeKey<?>, AttributeKey<?>> CONVENTIONS =
      Map.ofEntries(
          Map.entry(ResourceKeys.CLOUD_PROVIDER, CloudIncubatingAttributes.CLOUD_PROVIDER),
          Map.entry(ResourceKeys.CLOUD_PLATFORM, CloudIncubatingAttributes.CLOUD_PLATFORM),
          Map.entry(ResourceKeys.CLOUD_REGION, CloudIncubatingAttributes.CLOUD_REGION),
          Map.entry(ResourceKeys.CLOUD_ACCOUNT_ID, CloudIncubatingAttributes.CLOUD_ACCOUNT_ID),
          Map.entry(ResourceKeys.CLOUD_RESOURCE_ID, CloudIncubatingAttributes.CLOUD_RESOURCE_ID),
          Map.entry(ResourceKeys.AWS_ECS_CLUSTER_ARN, AwsIncubatingAttributes.AWS_ECS_CLUSTER_ARN),
          Map.entry(ResourceKeys.AWS_ECS_TASK_ID, AwsIncubatingAttributes.AWS_ECS_TASK_ID),
          Map.entry(ResourceKeys.AWS_EKS_CLUSTER_ARN, AwsIncubatingAttributes.AWS_EKS_CLUSTER_ARN),
          Map.entry(ResourceKeys.CONTAINER_ID, ContainerAttributes.CONTAINER_ID),
          Map.entry(ResourceKeys.CONTAINER_NAME, ContainerIncubatingAttributes.CONTAINER_NAME),
          Map.entry(ResourceKeys.DB_SYSTEM_NAME, DbAttributes.DB_SYSTEM_NAME),
          Map.entry(ResourceKeys.K8S_CLUSTER_NAME, K8sAttributes.K8S_CLUSTER_NAME),
          Map.entry(ResourceKeys.K8S_CONTAINER_NAME, K8sAttributes.K8S_CONTAINER_NAME),
          Map.entry(ResourceKeys.K8S_NAMESPACE_NAME, K8sAttributes.K8S_NAMESPACE_NAME),
          Map.entry(ResourceKeys.K8S_NODE_NAME, K8sAttributes.K8S_NODE_NAME),
          Map.entry(ResourceKeys.K8S_POD_NAME, K8sAttributes.K8S_POD_NAME),
          Map.entry(ResourceKeys.AWS_LOG_GROUP_NAMES, AwsIncubatingAttributes.AWS_LOG_GROUP_NAMES),
          Map.entry(
              ResourceKeys.AWS_LOG_STREAM_NAMES, AwsIncubatingAttributes.AWS_LOG_STREAM_NAMES),
          Map.entry(ResourceKeys.FAAS_NAME, FaasIncubatingAttributes.FAAS_NAME),
          Map.entry(ResourceKeys.FAAS_VERSION, FaasIncubatingAttributes.FAAS_VERSION),
          Map.entry(ResourceKeys.FAAS_INSTANCE, FaasIncubatingAttributes.FAAS_INSTANCE),
          Map.entry(ResourceKeys.SERVICE_NAME, ServiceAttributes.SERVICE_NAME));

  /// Keys from ClickStack's guide.
  private static final Map<AttributeKey<?>, String> CLICKSTACK =
      Map.of(
          ResourceKeys.AWS_REGION, "aws.region",
          ResourceKeys.LOG_GROUP, "cloudwatch.log.group.name",
          ResourceKeys.LOG_STREAM, "cloudwatch.log.stream");

  @Test
  void keysMatchTheSemanticConventions() {
    assertThat(CONVENTIONS).allSatisfy((ours, theirs) -> assertThat(ours).isEqualTo(theirs));
  }

  @Test
  void keysMatchClickStacksGuide() {
    assertThat(CLICKSTACK).allSatisfy((key, name) -> assertThat(key.getKey()).isEqualTo(name));
  }

  @Test
  void valuesMatchTheSemanticConventions() {
    assertThat(CloudIncubatingAttributes.CloudProviderIncubatingValues.AWS).isEqualTo("aws");
    assertThat(CloudIncubatingAttributes.CloudPlatformIncubatingValues.AWS_LAMBDA)
        .isEqualTo("aws_lambda");
    assertThat(CloudIncubatingAttributes.CloudPlatformIncubatingValues.AWS_ECS)
        .isEqualTo("aws_ecs");
    assertThat(CloudIncubatingAttributes.CloudPlatformIncubatingValues.AWS_EKS)
        .isEqualTo("aws_eks");
    assertThat(CloudIncubatingAttributes.CloudPlatformIncubatingValues.AWS_ELASTIC_BEANSTALK)
        .isEqualTo("aws_elastic_beanstalk");
    assertThat(CloudIncubatingAttributes.CloudPlatformIncubatingValues.AWS_APP_RUNNER)
        .isEqualTo("aws_app_runner");
    assertThat(DbAttributes.DbSystemNameValues.POSTGRESQL).isEqualTo("postgresql");
    assertThat(DbIncubatingAttributes.DbSystemNameIncubatingValues.ORACLE_DB)
        .isEqualTo("oracle.db");
    assertThat(DbAttributes.DbSystemNameValues.MICROSOFT_SQL_SERVER)
        .isEqualTo("microsoft.sql_server");
    assertThat(DbIncubatingAttributes.DbSystemNameIncubatingValues.IBM_DB2).isEqualTo("ibm.db2");
  }

  @Test
  void everyKeyIsChecked() throws IllegalAccessException {
    Set<AttributeKey<?>> checked = new HashSet<>(CONVENTIONS.keySet());
    checked.addAll(CLICKSTACK.keySet());

    assertThat(checked).isEqualTo(declared());
  }

  @Test
  void readmeNamesEveryKeyAndNoOther() throws IllegalAccessException {
    assertThat(Set.copyOf(MarkdownTable.of("docs/mapping.md", "resource attribute").codeIn(0)))
        .containsExactlyInAnyOrderElementsOf(
            declared().stream().map(AttributeKey::getKey).toList());
  }

  private static Set<AttributeKey<?>> declared() throws IllegalAccessException {
    Set<AttributeKey<?>> declared = new HashSet<>();
    for (Field field : ResourceKeys.class.getDeclaredFields()) {
      if (field.get(null) instanceof AttributeKey<?> key) {
        declared.add(key);
      }
    }
    return declared;
  }
}
