package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cwforwarder.subscribe.LogGroups;
import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.plan.AccountPolicy;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.subscribe.plan.PolicyExclusions;
import dev.cwforwarder.testing.aws.SimulatedLogGroups;
import dev.cwforwarder.testing.aws.SubscriptionsServer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/// The SDK's requests and AWS's responses, over HTTP.
final class SubscribedGroupsTest {
  private static final String ALIAS = "arn:aws:lambda:eu-central-1:123456789012:function:f:live";
  private static final String STREAM = "arn:aws:kinesis:eu-central-1:123456789012:stream/s";

  private final SimulatedLogGroups aws = new SimulatedLogGroups(Clock.systemUTC(), 2);
  private final SubscriptionsServer server = SubscriptionsServer.start(aws);
  private final LogsClients clients =
      new LogsClients(
          () ->
              CloudWatchLogsClient.builder()
                  .endpointOverride(server.endpoint())
                  .credentialsProvider(
                      StaticCredentialsProvider.create(
                          AwsBasicCredentials.create("local", "local"))));
  private final SubscribedGroups groups = new SubscribedGroups(clients, SimulatedLogGroups.REGION);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyPropertyOfAFilterIsWrittenAndRead() throws Exception {
    ListedGroup group = aws.create("/app", "STANDARD");
    Filter plain = new Filter("a", "", ALIAS, "", "", List.of(), false);
    Filter rich =
        new Filter(
            "b", "ERROR", STREAM, "role", "Random", List.of("@aws.region", "@aws.account"), true);

    groups.put(group, plain);
    groups.put(group, rich);

    assertThat(aws.filtersOf(group)).containsExactly(plain, rich);
    assertThat(groups.filters(group)).containsExactly(plain, rich);
    groups.delete(group, "a");
    assertThat(groups.filters(group)).containsExactly(rich);
  }

  @Test
  void allPagesOfGroupsAreReadWithClassAndAccount() throws Exception {
    for (int i = 0; i < 60; i++) {
      aws.create("/app/" + i, i == 7 ? "INFREQUENT_ACCESS" : "STANDARD");
    }
    ListedGroup linked = aws.create("210987654321", "/app/x", "STANDARD", Instant.ofEpochMilli(5));
    List<ListedGroup> found = new ArrayList<>();
    String token = "";
    do {
      LogGroups.Page page = groups.groups(new LogGroups.Query("/app", true), token);
      found.addAll(page.groups());
      token = page.nextToken();
    } while (!token.isEmpty());

    assertThat(found).containsExactlyInAnyOrderElementsOf(aws.allGroups()).contains(linked);
    assertThat(groups.groups(new LogGroups.Query("/app/5", false), "").groups()).hasSize(11);
  }

  @Test
  void tagsAreReadByArn() throws Exception {
    ListedGroup group = aws.create("/app", "STANDARD");
    aws.tag(group, "env", "prod");

    assertThat(groups.tags(group)).isEqualTo(Map.of("env", "prod"));
  }

  @Test
  void aPolicyIsWrittenAndRead() throws Exception {
    LogsAccountPolicies policies = new LogsAccountPolicies(clients, SimulatedLogGroups.REGION);
    AccountPolicy policy =
        new AccountPolicy(
            "ours", "ERROR", ALIAS, "", "", new PolicyExclusions(List.of("/b", "/a")));

    policies.put(policy);

    assertThat(aws.allPolicies()).containsExactly(policy);
    assertThat(policies.all()).containsExactly(policy);
    assertThat(policy.exclusions().criteria()).isEqualTo("LogGroupName NOT IN [\"/a\",\"/b\"]");
    policies.delete("ours");
    assertThat(policies.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "LimitExceededException, SLOTS_FULL, maximum number of filters",
    "InvalidOperationException, CLASS, does not support filters",
    "ResourceNotFoundException, GONE, does not exist any more",
    "AccessDeniedException, DENIED, do not allow logs:PutSubscriptionFilter",
    "ExpiredTokenException, CREDENTIALS, aws sso login",
    "UnrecognizedClientException, CREDENTIALS, aws sso login",
    "ThrottlingException, THROTTLED, too many requests",
    "OperationAbortedException, THROTTLED, too many requests",
    "SomethingElse, UNEXPECTED, scripted",
  })
  void awsErrorsAreDistinguished(String code, SubscribeException.Reason reason, String text) {
    ListedGroup group = aws.create("/app", "STANDARD");
    server.fail(code);

    SubscribeException e =
        catchThrowableOfType(
            SubscribeException.class,
            () -> groups.put(group, new Filter("a", "", ALIAS, "", "", List.of(), false)));

    assertThat(e.reason()).isEqualTo(reason);
    assertThat(e.getMessage()).contains("PutSubscriptionFilter of /app in eu-central-1", text);
  }

  @ParameterizedTest
  @CsvSource({
    "lambda:eu-central-1:123456789012:function:f, InvalidParameterException, invoke",
    "kinesis:eu-central-1:123456789012:stream/s, InvalidParameterException, kinesis:PutRecord",
    "kinesis:eu-central-1:123456789012:stream/s, AccessDeniedException, iam:PassRole",
    "firehose:eu-central-1:123456789012:deliverystream/s, InvalidParameterException, firehose:Put",
    "firehose:eu-central-1:123456789012:deliverystream/s, AccessDeniedException, iam:PassRole",
    "logs:eu-central-1:210987654321:destination:d, InvalidParameterException, in the Region",
    "logs:eu-central-1:210987654321:destination:d, AccessDeniedException, put-destination-policy",
    "logs:eu-central-1:210987654321:destination:d, ResourceNotFoundException, destination or its",
  })
  void aRefusedFilterIsExplainedByErrorCodeAndKindOfDestination(
      String destination, String code, String advice) {
    ListedGroup group = aws.create("/app", "STANDARD");
    server.fail("PutSubscriptionFilter", code, "own \u001b[2J words " + "x".repeat(2_000));
    Filter filter = new Filter("a", "", "arn:aws:" + destination, "role", "", List.of(), false);

    SubscribeException e =
        catchThrowableOfType(SubscribeException.class, () -> groups.put(group, filter));

    assertThat(e.getMessage())
        .contains("PutSubscriptionFilter of /app", code, advice, "(AWS: own \\x1b[2J words xxx")
        .hasSizeLessThan(800);
  }

  @Test
  void aServiceThatDoesNotRespondIsUnavailable() {
    server.close();

    SubscribeException e =
        catchThrowableOfType(
            SubscribeException.class, () -> groups.groups(new LogGroups.Query("", false), ""));

    assertThat(e.reason()).isEqualTo(SubscribeException.Reason.UNAVAILABLE);
    assertThat(e.getMessage()).contains("DescribeLogGroups in eu-central-1", "interface endpoint");
  }
}
