package dev.cwforwarder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.aws.SimulatedLogGroups;
import dev.cwforwarder.testing.aws.SubscriptionsServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The packaged subscribe function under AWS's runtime client, with the real SDK over HTTP and the
/// table that the poll function reads.
@Tag("slow")
@Timeout(300)
final class SubscribeTest {
  private static final String TABLE = "checkpoints";
  private static final String OWN = "/aws/lambda/logs-subscription";
  private static final String NAME = "clickstack-forwarder-logs";
  private static final String ALIAS =
      "arn:aws:lambda:eu-central-1:123456789012:function:logs-Subscription-AB12:live";

  @TempDir Path folder;
  private final SimulatedLogGroups aws = new SimulatedLogGroups(Clock.systemUTC(), 2);

  @Test
  void groupsAreSubscribedOnScheduleAndOnCreationAndTheRestIsDelegatedToPolling() throws Exception {
    try (MotoServer moto = MotoServer.start();
        DynamoDbClient dynamo = moto.client(DynamoDbClient.builder());
        SubscriptionsServer server = SubscriptionsServer.start(aws);
        LocalLambda function = function(moto, server)) {
      moto.createTable(TABLE);
      ListedGroup web = aws.create("/app/web", "STANDARD");
      aws.create(OWN, "STANDARD");
      aws.create("/app/archive", "INFREQUENT_ACCESS");
      ListedGroup full = aws.create("/app/full", "STANDARD");
      aws.plant(full, filter("a"));
      aws.plant(full, filter("b"));

      InvocationResult all = function.invoke("{}");

      assertThat(all.payload()).contains("\"end\":\"done\"", "\"skip: own-group\":1");
      assertThat(aws.filtersOf(web)).extracting(Filter::name).containsExactly(NAME);
      assertThat(items(dynamo))
          .containsOnlyKeys(
              "#handed-over/123456789012/eu-central-1/app/archive",
              "#handed-over/123456789012/eu-central-1/app/full");
      assertThat(items(dynamo).toString()).contains("\"why\":\"SLOTS_FULL\",\"filters\":2");
      assertThat(function.invoke("{}").payload()).contains("\"changes\":false");

      aNewGroupIsCreated(function, dynamo);
      aFilterIsDeleted(function, dynamo, full);
      assertMetrics(function);
      aChangeIsRefused(function, server);
    }
  }

  private void aNewGroupIsCreated(LocalLambda function, DynamoDbClient dynamo) {
    Instant created = Instant.now().minus(Duration.ofMinutes(5));
    ListedGroup fresh = aws.create(SimulatedLogGroups.ACCOUNT, "/app/new", "STANDARD", created);

    InvocationResult one =
        function.invoke(
            "{\"detail-type\":\"AWS API Call via"
                + " CloudTrail\",\"detail\":{\"eventName\":\"CreateLogGroup\","
                + "\"requestParameters\":{\"logGroupName\":\"/app/new\"}}}");

    assertThat(one.payload()).contains("\"counts\":{\"attach\":1}");
    assertThat(aws.filtersOf(fresh)).extracting(Filter::name).containsExactly(NAME);
    assertThat(items(dynamo).get("#handed-over/123456789012/eu-central-1/app/new"))
        .contains("\"why\":\"\"", "\"from\":\"" + Instant.ofEpochMilli(created.toEpochMilli()))
        .contains("\"until\":");
  }

  private void aFilterIsDeleted(LocalLambda function, DynamoDbClient dynamo, ListedGroup full)
      throws Exception {
    aws.delete(full, "b");

    function.invoke("{}");

    assertThat(aws.filtersOf(full)).extracting(Filter::name).containsExactly("a", NAME);
    assertThat(items(dynamo).get("#handed-over/123456789012/eu-central-1/app/full"))
        .contains("\"why\":\"\"", "\"until\":");
  }

  private void aChangeIsRefused(LocalLambda function, SubscriptionsServer server) {
    aws.create("/app/refused", "STANDARD");
    server.fail("PutSubscriptionFilter", "AccessDeniedException", "an explicit deny");

    assertThat(function.invoke("{}").payload())
        .contains("\"failed\":1", "\"decision\":\"attach\"", "(AWS: an explicit deny)");

    String log = String.join("\n", function.processes().getLast().stdout().lines());
    assertThat(log).contains("\"SubscribeFailures\":1", "(AWS: an explicit deny)");
  }

  private static void assertMetrics(LocalLambda function) {
    String log = String.join("\n", function.processes().getLast().stdout().lines());
    assertThat(log)
        .contains("\"GroupsSubscribed\":3", "\"FiltersChanged\":1", "\"SubscribeFailures\":0")
        .contains("\"reason\":\"infrequent-access\"");
  }

  private static Filter filter(String name) {
    return new Filter(
        name,
        "",
        "arn:aws:lambda:eu-central-1:123456789012:function:others",
        "",
        "",
        List.of(),
        false);
  }

  private LocalLambda function(MotoServer moto, SubscriptionsServer server) {
    LocalLambda.Options options =
        LocalLambda.Options.of(
            Path.of("target/function"),
            "dev.cwforwarder.handler.SubscribeHandler",
            folder.resolve("failures"));
    Map<String, String> environment =
        Map.of(
            "SUBSCRIPTIONS",
            "rules:\n  - include: /app/*\n",
            "SUBSCRIPTION_DESTINATION",
            ALIAS,
            "SUBSCRIPTION_FILTER_NAME",
            NAME,
            "OWN_LOG_GROUPS",
            "arn:aws:logs:eu-central-1:123456789012:log-group:" + OWN,
            "CHECKPOINT_TABLE",
            TABLE,
            "POLL_INSIGHTS",
            "on",
            "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS",
            server.endpoint().toString(),
            "AWS_ENDPOINT_URL_DYNAMODB",
            moto.endpoint().toString());
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      options = options.with(variable.getKey(), variable.getValue());
    }
    options =
        options
            .with("AWS_ACCESS_KEY_ID", "local")
            .with("AWS_SECRET_ACCESS_KEY", "local")
            .with("AWS_REGION", "us-east-1");
    return LocalLambda.create(options.withTimeout(Duration.ofMinutes(2)));
  }

  private static Map<String, String> items(DynamoDbClient dynamo) {
    Map<String, String> items = new TreeMap<>();
    for (Map<String, AttributeValue> item : dynamo.scan(scan -> scan.tableName(TABLE)).items()) {
      items.put(text(item, "id"), text(item, "state"));
    }
    return items;
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? "" : value.s();
  }
}
