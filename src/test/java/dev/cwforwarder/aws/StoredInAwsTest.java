package dev.cwforwarder.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.poll.CheckpointStore;
import dev.cwforwarder.subscribe.plan.AccountPolicy;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.Identity;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.subscribe.plan.PolicyExclusions;
import dev.cwforwarder.testing.StoredForms;
import dev.cwforwarder.testing.time.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Items of the checkpoint table, filters and policies that an earlier version has written are
/// read, and written in the same way. An HTTP server takes and gives them as AWS does.
final class StoredInAwsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ORDERS = "123456789012/eu-central-1/aws/lambda/orders";
  private static final ListedGroup GROUP =
      new ListedGroup(
          new LogGroup("123456789012", "eu-central-1", "/app"), "arn", "STANDARD", Instant.EPOCH);
  private static final String ALIAS =
      "arn:aws:lambda:eu-central-1:123456789012:function:forwarder:live";
  private static final String STREAM = "arn:aws:kinesis:eu-central-1:123456789012:stream/logs";
  private static final String ROLE = "arn:aws:iam::123456789012:role/to-stream";
  private static final Filter TO_FUNCTION =
      new Filter("clickstack-forwarder-logs", "", ALIAS, "", "ByLogStream", List.of(), false);
  private static final Filter TO_STREAM =
      new Filter(
          "clickstack-forwarder-logs.errors",
          "ERROR",
          STREAM,
          ROLE,
          "Random",
          List.of("@aws.account", "@aws.region"),
          true);
  private static final AccountPolicy POLICY_TO_FUNCTION =
      new AccountPolicy(
          "clickstack-forwarder-logs",
          "",
          ALIAS,
          "",
          "ByLogStream",
          new PolicyExclusions(List.of("/aws/lambda/forwarder", "/aws/lambda/forwarder-poll")));
  private static final AccountPolicy POLICY_TO_STREAM =
      new AccountPolicy(
          "clickstack-forwarder-logs",
          "ERROR",
          STREAM,
          ROLE,
          "Random",
          new PolicyExclusions(List.of("/aws/lambda/forwarder")));

  private final StaticCredentialsProvider credentials =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
  private HttpServer server;
  private DynamoDbClient dynamo;
  private DynamoCheckpoints table;
  private SubscribedGroups groups;
  private LogsAccountPolicies policies;

  private volatile String answer = "{}";
  private volatile String request = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    dynamo =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(credentials)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    table = new DynamoCheckpoints(dynamo, "checkpoints", new ManualClock());
    LogsClients clients =
        new LogsClients(
            () ->
                CloudWatchLogsClient.builder()
                    .endpointOverride(endpoint)
                    .credentialsProvider(credentials));
    groups = new SubscribedGroups(clients, "eu-central-1");
    policies = new LogsAccountPolicies(clients, "eu-central-1");
  }

  @AfterEach
  void stop() {
    dynamo.close();
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      byte[] bytes = answer.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void answer(String around, String name) {
    answer = around.formatted(StoredForms.text(name));
  }

  private JsonNode request() throws IOException {
    return JSON.readTree(request);
  }

  @Test
  void anItemOfTheTableIsReadAndWrittenAsItWas() throws Exception {
    answer("{\"Item\":%s}", "dynamodb/checkpoint.json");
    CheckpointStore.Entry entry = table.load(ORDERS);
    assertThat(request().path("Key").toString()).isEqualTo("{\"id\":{\"S\":\"" + ORDERS + "\"}}");
    assertThat(entry.sourceId()).isEqualTo(ORDERS);
    assertThat(entry.version()).isEqualTo(7);
    StoredForms.assertSame("checkpoint/fresh.json", entry.state());

    answer("{\"Items\":[%s]}", "dynamodb/checkpoint.json");
    assertThat(table.list()).containsExactly(entry);
    assertThat(request().path("FilterExpression").asText()).contains("version");

    answer = "{}";
    table.save(new CheckpointStore.Entry(ORDERS, 6, ""), entry.state());
    StoredForms.assertSame("dynamodb/checkpoint.json", request().path("Item").toString());
    assertThat(request().path("ConditionExpression").asText()).isEqualTo("version = :version");
  }

  @Test
  void aLeaseOfTheTableIsWrittenAsItWas() throws Exception {
    assertThat(table.lease("poll-1-of-3", "run-7", Duration.ofSeconds(30))).isTrue();

    StoredForms.assertSame("dynamodb/lease.json", request().path("Item").toString());
    assertThat(request().path("ExpressionAttributeNames").toString())
        .contains("\"owner\"", "\"until\"");
    table.release("poll-1-of-3", "run-7");
    assertThat(request().path("Key").path("id").path("S").asText()).isEqualTo("lease#poll-1-of-3");
  }

  @Test
  void filtersAreReadAndWrittenAsTheyWere() throws Exception {
    answer("{\"subscriptionFilters\":[%s]}", "subscribe/filter-to-function.json");
    assertThat(groups.filters(GROUP)).containsExactly(TO_FUNCTION);
    answer("{\"subscriptionFilters\":[%s]}", "subscribe/filter-to-stream.json");
    assertThat(groups.filters(GROUP)).containsExactly(TO_STREAM);

    groups.put(GROUP, TO_FUNCTION);
    StoredForms.assertSame("subscribe/filter-to-function.json", request);
    groups.put(GROUP, TO_STREAM);
    StoredForms.assertSame("subscribe/filter-to-stream.json", request);
    assertThat(Identity.PREFIX).isEqualTo("clickstack-forwarder-");
  }

  @Test
  void policiesAreReadAndWrittenAsTheyWere() throws Exception {
    answer("{\"accountPolicies\":[%s]}", "subscribe/policy-to-function.json");
    assertThat(policies.all()).containsExactly(POLICY_TO_FUNCTION);
    answer("{\"accountPolicies\":[%s]}", "subscribe/policy-to-stream.json");
    assertThat(policies.all()).containsExactly(POLICY_TO_STREAM);

    policies.put(POLICY_TO_FUNCTION);
    StoredForms.assertSame("subscribe/policy-to-function.json", request);
    policies.put(POLICY_TO_STREAM);
    StoredForms.assertSame("subscribe/policy-to-stream.json", request);
  }
}
