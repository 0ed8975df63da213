package dev.cwforwarder.map;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.testing.Payloads;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResourceMapperTest {
  private static final String INSTANCE = "0123456789abcdef0123456789abcdef";

  @Test
  void resourceDescribesTheSource() {
    assertThat(attributes(Payloads.SOURCE))
        .isEqualTo(
            Attributes.builder()
                .put(ResourceKeys.CLOUD_PROVIDER, "aws")
                .put(ResourceKeys.CLOUD_REGION, "eu-central-1")
                .put(ResourceKeys.AWS_REGION, "eu-central-1")
                .put(ResourceKeys.CLOUD_ACCOUNT_ID, "123456789012")
                .put(ResourceKeys.LOG_GROUP, "/app/web")
                .put(ResourceKeys.LOG_STREAM, "web-1")
                .put(ResourceKeys.AWS_LOG_GROUP_NAMES, List.of("/app/web"))
                .put(ResourceKeys.AWS_LOG_STREAM_NAMES, List.of("web-1"))
                .put(ResourceKeys.SERVICE_NAME, "web")
                .build());
  }

  @Test
  void theResourceOfASpanHasThePlaceAndTheTagsOfItsLogGroupButNoNameFromIt() {
    ResourceMapper mapper =
        new ResourceMapper(
            Map.of("deployment.environment.name", "prod"),
            ServiceNames.always(""),
            _ -> Map.of("team", "shop"));
    Resource own =
        Resource.create(Attributes.builder().put("cloud.region", "theirs").put("k", "v").build());

    Attributes attributes =
        mapper
            .mergedPlace(new LogSource("1", "r", "/aws/lambda/orders", "stream"), own)
            .getAttributes();

    assertThat(attributes)
        .isEqualTo(
            Attributes.builder()
                .put(ResourceKeys.CLOUD_PROVIDER, "aws")
                .put(ResourceKeys.CLOUD_REGION, "theirs")
                .put(ResourceKeys.AWS_REGION, "r")
                .put(ResourceKeys.CLOUD_ACCOUNT_ID, "1")
                .put(ResourceKeys.LOG_GROUP, "/aws/lambda/orders")
                .put(ResourceKeys.LOG_STREAM, "stream")
                .put(ResourceKeys.AWS_LOG_GROUP_NAMES, List.of("/aws/lambda/orders"))
                .put(ResourceKeys.AWS_LOG_STREAM_NAMES, List.of("stream"))
                .put("deployment.environment.name", "prod")
                .put("team", "shop")
                .put("k", "v")
                .build());
  }

  @Test
  void unknownValuesAreOmitted() {
    assertThat(attributes(new LogSource("", "", "g", "s")).asMap())
        .doesNotContainKeys(
            ResourceKeys.CLOUD_REGION, ResourceKeys.AWS_REGION, ResourceKeys.CLOUD_ACCOUNT_ID);
  }

  @ParameterizedTest
  @CsvSource({
    "/aws/lambda/orders, 2025/12/07/[$LATEST]%s, orders, $LATEST",
    "/aws/lambda/orders, 2025/12/07/[42]%s, orders, 42",
    "/aws/lambda/shared, 2025/12/07/orders[7]%s, orders, 7",
    "/platform/functions, 2025/12/07/orders[$LATEST]%s, orders, $LATEST",
    "/platform/functions, 2025/12/07/orders_v-2[7][%s], orders_v-2, 7"
  })
  void functionsAreDescribed(String group, String stream, String name, String version) {
    String logStream = stream.formatted(INSTANCE);
    Attributes attributes = attributes(new LogSource("1", "r", group, logStream));

    assertThat(attributes.get(ResourceKeys.CLOUD_PLATFORM)).isEqualTo("aws_lambda");
    assertThat(attributes.get(ResourceKeys.FAAS_NAME)).isEqualTo(name);
    assertThat(attributes.get(ResourceKeys.SERVICE_NAME)).isEqualTo(name);
    assertThat(attributes.get(ResourceKeys.FAAS_VERSION)).isEqualTo(version);
    assertThat(attributes.get(ResourceKeys.FAAS_INSTANCE)).isEqualTo(logStream);
  }

  @ParameterizedTest
  @CsvSource({
    "/aws/lambda/orders, custom-stream",
    "/aws/lambda/orders, 2025/12/07/[$LATEST]short",
    "/aws/lambda/orders, ''"
  })
  void functionWithAnUnknownStreamFormatStillHasItsName(String group, String stream) {
    Attributes attributes = attributes(new LogSource("1", "r", group, stream));

    assertThat(attributes.get(ResourceKeys.FAAS_NAME)).isEqualTo("orders");
    assertThat(attributes.asMap())
        .doesNotContainKeys(ResourceKeys.FAAS_VERSION, ResourceKeys.FAAS_INSTANCE);
  }

  @ParameterizedTest
  @CsvSource({
    "/aws/lambda/, s",
    "/aws/lambda, s",
    "aws/lambda/orders, s",
    "/my/aws/lambda/orders, s",
    "/aws/lambda-insights, s",
    "/app/web, 2025/12/07/[$LATEST]0123456789abcdef0123456789abcdef",
    "/app/web, 2025/12/07/orders",
    "/app/web, 2025/12/07/orders[7]0123",
    "/app/web, x2025/12/07/orders[7]0123456789abcdef0123456789abcdef"
  })
  void otherGroupsAreNotFunctions(String group, String stream) {
    assertThat(attributes(new LogSource("1", "r", group, stream)).asMap())
        .doesNotContainKeys(ResourceKeys.CLOUD_PLATFORM, ResourceKeys.FAAS_NAME);
  }

  @Test
  void configuredAttributesTakePrecedenceOverCloudWatch() {
    ResourceMapper mapper =
        new ResourceMapper(
            Map.of(
                "deployment.environment.name", "prod",
                "cloud.region", "moon-1",
                "service.name", "configured"),
            "");

    Attributes attributes =
        mapper.resource(new LogSource("1", "r", "/aws/lambda/orders", "s")).getAttributes();

    assertThat(attributes.get(stringKey("deployment.environment.name"))).isEqualTo("prod");
    assertThat(attributes.get(ResourceKeys.CLOUD_REGION)).isEqualTo("moon-1");
    assertThat(attributes.get(ResourceKeys.SERVICE_NAME)).isEqualTo("configured");
    assertThat(attributes.get(ResourceKeys.FAAS_NAME)).isEqualTo("orders");
  }

  @Test
  void configuredAttributeReplacesAListOfTheSameName() {
    ResourceMapper mapper = new ResourceMapper(Map.of("aws.log.group.names", "mine"), "");

    assertThat(mapper.resource(Payloads.SOURCE).getAttributes().asMap())
        .containsEntry(stringKey("aws.log.group.names"), "mine")
        .doesNotContainKey(ResourceKeys.AWS_LOG_GROUP_NAMES);
  }

  @Test
  void serviceNameTakesPrecedenceOverEverything() {
    ResourceMapper mapper = new ResourceMapper(Map.of("service.name", "configured"), "shop");

    assertThat(
            mapper
                .resource(new LogSource("1", "r", "/aws/lambda/orders", "s"))
                .getAttribute(ResourceKeys.SERVICE_NAME))
        .isEqualTo("shop");
  }

  @Test
  void matchingRuleTakesPrecedenceOverAConfiguredAttribute() {
    ResourceMapper mapper =
        new ResourceMapper(
            Map.of("service.name", "configured"), new ServiceNameRules().add("/team/(.*)", "$1"));

    assertThat(
            List.of("/team/shop", "/aws/lambda/orders").stream()
                .map(group -> mapper.resource(new LogSource("1", "r", group, "s")))
                .map(resource -> resource.getAttribute(ResourceKeys.SERVICE_NAME)))
        .containsExactly("shop", "configured");
  }

  @Test
  void sameSourceHasTheSameInstance() {
    ResourceMapper mapper = new ResourceMapper(Map.of(), "");
    LogSource equal = new LogSource("123456789012", "eu-central-1", "/app/web", "web-1");

    assertThat(mapper.resource(equal)).isSameAs(mapper.resource(Payloads.SOURCE));
  }

  @Test
  void manySourcesKeepTheirOwnResources() {
    ResourceMapper mapper = new ResourceMapper(Map.of(), "");
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 2_000; i++) {
        LogSource source = new LogSource("1", "r", "g", "s" + i);
        assertThat(mapper.resource(source).getAttribute(ResourceKeys.LOG_STREAM))
            .isEqualTo("s" + i);
      }
    }
  }

  private static Attributes attributes(LogSource source) {
    return new ResourceMapper(Map.of(), "").resource(source).getAttributes();
  }
}
