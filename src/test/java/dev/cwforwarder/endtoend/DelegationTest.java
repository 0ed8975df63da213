package dev.cwforwarder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.testing.aws.SimulatedLogGroups;
import dev.cwforwarder.testing.aws.SubscriptionsServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The packaged subscribe and poll functions with a common table: the subscribe function writes
/// delegations, and the poll function reads them.
@Tag("slow")
@Timeout(300)
final class DelegationTest {
  private static final String NAME = "clickstack-forwarder-logs";
  private static final String ALL = "rules:\n  - include: /app/*\n";
  private static final String ONLY_DELEGATED =
      "{region: eu-central-1, logs: {poll_interval: 1s, settle: 1s, groups: {only_delegated:"
          + " true}}}";

  /// The function polls until fewer than 21 s are left, the time that a run may need.
  private static final Duration TIMEOUT = Duration.ofSeconds(23);

  private static final Duration A_DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private final SimulatedLogGroups aws = new SimulatedLogGroups(Clock.systemUTC(), 2);
  private final SubscriptionsServer subscriptions = SubscriptionsServer.start(aws);
  private final PollScene scene = new PollScene(100);

  @AfterEach
  void close() {
    scene.close();
    subscriptions.close();
  }

  @Test
  void aDelegatedGroupIsPolledFromThenOnAndANewGroupFromItsCreation() throws Exception {
    try (LocalLambda subscribing = subscribing(ALL);
        LocalLambda polling = polling(ONLY_DELEGATED)) {
      ListedGroup full = full("/app/full");
      create("/app/web", A_DAY.multipliedBy(2));
      create("/app/new", Duration.ofMinutes(5));
      put("/app/full", "before", Duration.ofMinutes(10));
      put("/app/web", "pushed", Duration.ofMinutes(2));
      put("/app/new", "first", Duration.ofMinutes(4));

      succeed(subscribing, "{}");
      put("/app/full", "polled", Duration.ZERO);
      pollFor(polling, "polled");
      aws.delete(full, "b");
      succeed(subscribing, "{}");
      put("/app/full", "last", Duration.ZERO);
      pollFor(polling, "last");

      assertThat(aws.filtersOf(full)).extracting(Filter::name).contains(NAME);
      assertThat(items().get("#handed-over/123456789012/eu-central-1/app/full"))
          .contains("\"until\":");
      assertThat(scene.arrived()).isEqualTo(Map.of("first", 1, "polled", 1, "last", 1));
    }
  }

  @Test
  void aBackfillOfADroppedGroupIsDeliveredAndThenTheGroupIsForgotten() throws Exception {
    try (LocalLambda subscribing = subscribing(ALL);
        LocalLambda withOtherRules = subscribing("rules:\n  - include: /other/*\n");
        LocalLambda polling = polling(ONLY_DELEGATED)) {
      full("/app/full");
      Instant old = put("/app/full", "old", A_DAY);
      succeed(subscribing, "{}");
      succeed(polling, "{}");
      assertThat(items()).containsKey("123456789012/eu-central-1/app/full");
      succeed(withOtherRules, "{}");
      put("/app/full", "outside the range", Duration.ZERO);

      succeed(
          polling,
          "{\"backfill\":{\"group\":\"/app/full\",\"from\":\"%s\",\"to\":\"%s\"}}"
              .formatted(old, old.plusMillis(1)));

      assertThat(scene.arrived()).isEqualTo(Map.of("old", 1));
      assertThat(items()).containsOnlyKeys("#installed");
    }
  }

  @Test
  void aNamedGroupThatIsDroppedWhileDiscoveryFailsIsStillRead() throws Exception {
    try (LocalLambda subscribing = subscribing(ALL);
        LocalLambda withOtherRules = subscribing("rules:\n  - include: /other/*\n");
        LocalLambda polling =
            polling(
                "{region: eu-central-1, logs: {poll_interval: 1s, settle: 1s, start_from: 10m,"
                    + " groups: {named: {/app/full: }}}}")) {
      full("/app/full");
      put("/app/full", "early", Duration.ofMinutes(5));
      succeed(subscribing, "{}");
      pollFor(polling, "early");
      succeed(withOtherRules, "{}");
      scene.logs.fail("AccessDeniedException", "scripted");
      succeed(polling, "{}");
      scene.logs.fail("", "");
      put("/app/full", "later", Duration.ZERO);

      pollFor(polling, "later");

      assertThat(scene.arrived()).isEqualTo(Map.of("early", 1, "later", 1));
      assertThat(items())
          .containsKey("123456789012/eu-central-1/app/full")
          .doesNotContainKey("#handed-over/123456789012/eu-central-1/app/full");
    }
  }

  private ListedGroup create(String name, Duration age) {
    scene.cloudWatch.create(name, "STANDARD");
    return aws.create(SimulatedLogGroups.ACCOUNT, name, "STANDARD", Instant.now().minus(age));
  }

  /// A group whose limit of filters is reached.
  private ListedGroup full(String name) {
    ListedGroup group = create(name, A_DAY.multipliedBy(2));
    for (String other : List.of("a", "b")) {
      aws.plant(
          group,
          new Filter(
              other,
              "",
              "arn:aws:lambda:eu-central-1:123456789012:function:others",
              "",
              "",
              List.of(),
              false));
    }
    return group;
  }

  private Instant put(String group, String text, Duration age) {
    long time = System.currentTimeMillis() - age.toMillis();
    scene.cloudWatch.put(group, "stream", time, time, time, text);
    return Instant.ofEpochMilli(time);
  }

  /// Polls until `text` has arrived, which on a slow machine takes several invocations.
  private void pollFor(LocalLambda polling, String text) throws InterruptedException {
    for (int i = 0; i < 10 && !scene.arrived().containsKey(text); i++) {
      Thread.sleep(Duration.ofSeconds(1));
      succeed(polling, "{}");
    }
    assertThat(scene.arrived()).containsKey(text);
  }

  private static void succeed(LocalLambda function, String event) {
    InvocationResult result = function.invoke(event);
    assertThat(result).as(result.payload()).isInstanceOf(InvocationResult.Success.class);
  }

  private LocalLambda subscribing(String rules) {
    Map<String, String> environment = new HashMap<>(scene.environment());
    environment.put("SUBSCRIPTIONS", rules);
    environment.put(
        "SUBSCRIPTION_DESTINATION",
        "arn:aws:lambda:eu-central-1:123456789012:function:logs-Subscription-AB12:live");
    environment.put("SUBSCRIPTION_FILTER_NAME", NAME);
    environment.put(
        "OWN_LOG_GROUPS", "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/own");
    environment.put("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", subscriptions.endpoint().toString());
    return function("dev.cwforwarder.handler.SubscribeHandler", environment);
  }

  private LocalLambda polling(String config) {
    Map<String, String> environment = new HashMap<>(scene.environment());
    environment.put("POLL_CONFIG", config);
    return function("dev.cwforwarder.handler.PollHandler", environment);
  }

  private LocalLambda function(String handler, Map<String, String> environment) {
    LocalLambda.Options options =
        LocalLambda.Options.of(Path.of("target/function"), handler, folder.resolve("failures"));
    return LocalLambda.create(options.withEnvironment(environment).withTimeout(TIMEOUT));
  }

  private Map<String, String> items() {
    Map<String, String> items = new TreeMap<>();
    try (DynamoDbClient dynamo = scene.moto.client(DynamoDbClient.builder())) {
      for (Map<String, AttributeValue> item :
          dynamo.scan(scan -> scan.tableName(PollScene.TABLE)).items()) {
        items.put(text(item, "id"), text(item, "state"));
      }
    }
    return items;
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? "" : value.s();
  }
}
