package dev.cwforwarder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.testing.KeyHunt;
import dev.cwforwarder.testing.aws.MotoServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Each packaged function answers what it can reach: its bucket, table, key, APIs and ClickStack.
@Tag("slow")
@Timeout(300)
final class SelfCheckTest {
  private static final String KEY = "ingestion-key-0123456789";
  private static final String EVENT = "{\"selfCheck\": true}\n";
  private static final String BUCKET = "failures";
  private static final String TABLE = "checkpoints";

  private final OtlpReceiver receiver =
      OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey(KEY));
  private final MotoServer moto = MotoServer.start();
  private final Path folder;

  SelfCheckTest(@TempDir Path folder) {
    this.folder = folder;
    moto.createBucket(BUCKET);
    moto.createTable(TABLE);
    try (CloudWatchLogsClient logs = moto.client(CloudWatchLogsClient.builder())) {
      logs.createLogGroup(create -> create.logGroupName("/app/web"));
    }
  }

  @AfterEach
  void stop() {
    moto.close();
    receiver.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SubscriptionHandler, 'ClickStack, failure bucket'",
    "KinesisHandler, 'ClickStack, failure bucket'",
    "ReplayHandler, 'ClickStack, failure bucket, failure bucket, list'",
    "PollHandler, 'ClickStack, checkpoint table, failure bucket, log groups in us-east-1'",
    "SubscribeHandler, 'checkpoint table, log groups'",
  })
  void everyFunctionReachesWhatItNeeds(String handler, String names) throws Exception {
    Map<String, String> problems = check(handler, options -> options);

    assertThat(String.join(", ", problems.keySet())).isEqualTo(names);
    assertThat(problems.values()).containsOnly("");
    assertThat(receiver.records()).isEmpty();
    assertThat(keys())
        .containsExactlyElementsOf(
            problems.containsKey("failure bucket")
                ? List.of("check/clickstack-forwarder-local")
                : List.of());
  }

  @Test
  void aWrongKeyAndAMissingBucketAreTwoProblems() throws Exception {
    Map<String, String> problems =
        check(
            "SubscriptionHandler",
            options ->
                options.with("CLICKSTACK_API_KEY", "wrong").with("FAILURE_BUCKET", "no-such"));

    assertThat(problems.get("ClickStack")).contains("HTTP 401", receiver.endpoint().toString());
    assertThat(problems.get("failure bucket")).contains("s3://no-such/check/", "NoSuchBucket");
  }

  @Test
  void aKeyThatCannotBeReadIsAProblemOfItsOwn() throws Exception {
    Map<String, String> problems =
        check(
            "SubscriptionHandler",
            options ->
                options
                    .with("CLICKSTACK_API_KEY", "")
                    .with(
                        "CLICKSTACK_API_KEY_ARN",
                        "arn:aws:secretsmanager:us-east-1:123456789012:secret:none-AbCdEf"));

    assertThat(problems.get("ingestion key")).contains("GetSecretValue");
    assertThat(problems.get("failure bucket")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PollHandler", "SubscribeHandler"})
  void aMissingTableIsAProblem(String handler) throws Exception {
    Map<String, String> problems =
        check(handler, options -> options.with("CHECKPOINT_TABLE", "no-such-table"));

    assertThat(problems.get("checkpoint table")).contains("no-such-table");
  }

  @Test
  void anApiThatDoesNotRespondIsAProblemAsInAVpcWithoutEndpoint() throws Exception {
    Map<String, String> problems =
        check(
            "PollHandler",
            options -> options.with("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "http://127.0.0.1:1"));

    assertThat(problems.get("log groups in us-east-1")).contains("DescribeLogGroups");
    assertThat(problems.get("checkpoint table")).isEmpty();
  }

  /// Problems by name.
  private Map<String, String> check(String handler, UnaryOperator<LocalLambda.Options> change)
      throws Exception {
    try (LocalLambda lambda = LocalLambda.create(change.apply(options(handler)))) {
      InvocationResult result = lambda.invoke(EVENT);

      assertThat(result).as(result.payload()).isInstanceOf(InvocationResult.Success.class);
      KeyHunt.forKeys(KEY).in(lambda).inText("answer", result.payload()).assertNothingFound();
      Map<String, String> problems = new TreeMap<>();
      for (JsonNode row : new ObjectMapper().readTree(result.payload()).path("selfCheck")) {
        problems.put(row.path("name").asText(), row.path("problem").asText());
      }
      return problems;
    }
  }

  private LocalLambda.Options options(String handler) {
    return LocalLambda.Options.of(
            Path.of("target/function"),
            "dev.cwforwarder.handler." + handler,
            folder.resolve("failures"))
        .with("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString())
        .with("CLICKSTACK_API_KEY", KEY)
        .with("FAILURE_BUCKET", BUCKET)
        .with("CHECKPOINT_TABLE", TABLE)
        .with("POLL_CONFIG", "region: us-east-1\nlogs: {groups: {named: {/app/web: }}}")
        .with("SUBSCRIPTIONS", "{\"rules\":[{\"include\":\"/app/*\"}]}")
        .with(
            "SUBSCRIPTION_DESTINATION",
            "arn:aws:lambda:us-east-1:123456789012:function:stack-SubscriptionFunction-1:live")
        .with("SUBSCRIPTION_FILTER_NAME", "clickstack-forwarder-stack")
        .with("OWN_LOG_GROUPS", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/own")
        .with("AWS_ENDPOINT_URL", moto.endpoint().toString())
        .with("AWS_REGION", "us-east-1")
        .with("AWS_ACCESS_KEY_ID", "local")
        .with("AWS_SECRET_ACCESS_KEY", "local")
        .withTimeout(Duration.ofSeconds(60));
  }

  private List<String> keys() {
    try (S3Client s3 = moto.client(S3Client.builder())) {
      return s3.listObjectsV2(list -> list.bucket(BUCKET)).contents().stream()
          .map(S3Object::key)
          .toList();
    }
  }
}
