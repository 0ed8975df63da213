package dev.cwforwarder.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.MarkdownTable;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.semconv.ServiceAttributes;
import io.opentelemetry.semconv.incubating.AwsIncubatingAttributes;
import io.opentelemetry.semconv.incubating.CloudIncubatingAttributes;
import io.opentelemetry.semconv.incubating.FaasIncubatingAttributes;
import io.opentelemetry.semconv.incubating.LogIncubatingAttributes;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Our own copies of names that others define.
final class ResourceKeysTest {
  private static final Map<AttributeKey<?>, AttributeKey<?>> CONVENTIONS =
      Map.ofEntries(
          Map.entry(ResourceKeys.CLOUD_PROVIDER, CloudIncubatingAttributes.CLOUD_PROVIDER),
          Map.entry(ResourceKeys.CLOUD_PLATFORM, CloudIncubatingAttributes.CLOUD_PLATFORM),
          Map.entry(ResourceKeys.CLOUD_REGION, CloudIncubatingAttributes.CLOUD_REGION),
          Map.entry(ResourceKeys.CLOUD_ACCOUNT_ID, CloudIncubatingAttributes.CLOUD_ACCOUNT_ID),
          Map.entry(ResourceKeys.AWS_LOG_GROUP_NAMES, AwsIncubatingAttributes.AWS_LOG_GROUP_NAMES),
          Map.entry(
              ResourceKeys.AWS_LOG_STREAM_NAMES, AwsIncubatingAttributes.AWS_LOG_STREAM_NAMES),
          Map.entry(ResourceKeys.FAAS_NAME, FaasIncubatingAttributes.FAAS_NAME),
          Map.entry(ResourceKeys.FAAS_VERSION, FaasIncubatingAttributes.FAAS_VERSION),
          Map.entry(ResourceKeys.FAAS_INSTANCE, FaasIncubatingAttributes.FAAS_INSTANCE),
          Map.entry(ResourceKeys.SERVICE_NAME, ServiceAttributes.SERVICE_NAME));

  /// Names of ClickStack's guide.
  private static final Map<AttributeKey<?>, String> OWN =
      Map.of(
          ResourceKeys.AWS_REGION, "aws.region",
          ResourceKeys.LOG_GROUP, "cloudwatch.log.group.name",
          ResourceKeys.LOG_STREAM, "cloudwatch.log.stream");

  @Test
  void keysAreThoseOfTheSemanticConventions() {
    assertThat(CONVENTIONS).allSatisfy((ours, theirs) -> assertThat(ours).isEqualTo(theirs));
  }

  @Test
  void keysOfTheGuideAreSpelledAsThere() {
    assertThat(OWN).allSatisfy((key, name) -> assertThat(key.getKey()).isEqualTo(name));
  }

  @Test
  void recordUidIsThatOfTheSemanticConventions() {
    assertThat(RecordMapper.UID).isEqualTo(LogIncubatingAttributes.LOG_RECORD_UID);
  }

  @Test
  void valuesAreThoseOfTheSemanticConventions() {
    assertThat(CloudIncubatingAttributes.CloudProviderIncubatingValues.AWS).isEqualTo("aws");
    assertThat(CloudIncubatingAttributes.CloudPlatformIncubatingValues.AWS_LAMBDA)
        .isEqualTo("aws_lambda");
  }

  @Test
  void everyKeyIsHeldAgainstItsOrigin() throws IllegalAccessException {
    Set<AttributeKey<?>> checked = new HashSet<>(CONVENTIONS.keySet());
    checked.addAll(OWN.keySet());

    assertThat(checked).isEqualTo(declared());
  }

  @Test
  void readmeNamesEveryKeyAndNoOther() throws IllegalAccessException {
    assertThat(Set.copyOf(MarkdownTable.of("README.md", "resource attribute").codeIn(0)))
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
