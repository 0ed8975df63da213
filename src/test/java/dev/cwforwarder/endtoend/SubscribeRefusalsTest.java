package dev.cwforwarder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.testing.CommandLine;
import dev.cwforwarder.testing.aws.SimulatedLogGroups;
import dev.cwforwarder.testing.aws.SubscriptionsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What AWS refuses is a failure with AWS's words and exit code 1, never "nothing to do".
@Tag("slow")
@Timeout(300)
final class SubscribeRefusalsTest {
  private static final String ALIAS =
      "arn:aws:lambda:eu-central-1:123456789012:function:logs-Subscription-AB12:live";
  private static final String NAME = "clickstack-forwarder-logs";
  private static final String WORDS =
      "User: deployer is not authorized, with an explicit deny in a service control policy";

  @TempDir Path folder;
  private final SimulatedLogGroups aws = new SimulatedLogGroups(Clock.systemUTC(), 2);
  private final SubscriptionsServer server = SubscriptionsServer.start(aws);
  private final ListedGroup web = aws.create("/app/web", "STANDARD");
  private String output = "";

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRefusedFilterIsAFailedRowWithTheWordsOfAws() throws Exception {
    server.fail("PutSubscriptionFilter", "AccessDeniedException", WORDS);

    assertThat(subscribe("apply")).as(output).isEqualTo(1);

    assertThat(output)
        .containsPattern("attach +failed +/app/web +PutSubscriptionFilter of /app/web")
        .contains("AccessDeniedException", WORDS, "; 1 failed")
        .doesNotContain("skip: denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DeleteSubscriptionFilter", "DescribeSubscriptionFilters"})
  void removeFailsIfAFilterMayRemain(String operation) throws Exception {
    aws.plant(web, new Filter(NAME, "", ALIAS, "", "", List.of(), false));
    server.fail(operation, "AccessDeniedException", WORDS);

    assertThat(subscribe("remove")).as(output).isEqualTo(1);

    assertThat(output).containsPattern("failed +/app/web").contains(operation, WORDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DescribeAccountPolicies", "DeleteAccountPolicy"})
  void removeFailsIfAnAccountPolicyMayRemain(String operation) throws Exception {
    assertThat(subscribe("apply", "--config", policyConfig())).as(output).isZero();
    assertThat(aws.allPolicies()).hasSize(1);
    server.fail(operation, "AccessDeniedException", WORDS);

    assertThat(subscribe("remove")).as(output).isEqualTo(1);

    assertThat(output).contains(operation, WORDS, "; 1 failed");
  }

  @Test
  void aRefusedAccountPolicyFailsAndTheFiltersRemain() throws Exception {
    aws.plant(web, new Filter(NAME, "", ALIAS, "", "", List.of(), false));
    server.fail("PutAccountPolicy", "AccessDeniedException", WORDS);

    assertThat(subscribe("apply", "--config", policyConfig())).as(output).isEqualTo(1);

    assertThat(output).contains("PutAccountPolicy", WORDS, "; 1 failed");
    assertThat(aws.filtersOf(web)).hasSize(1);
  }

  @Test
  void aGroupThatDoesNotExistIsReported() throws Exception {
    assertThat(subscribe("apply", "--group", "/app/wbe")).as(output).isEqualTo(1);

    assertThat(output).contains("there is no log group /app/wbe in eu-central-1");
  }

  private String policyConfig() throws IOException {
    Path config = folder.resolve("policy.yaml");
    Files.writeString(config, "{mode: account-policy, rules: {include: /app/*}}");
    return config.toString();
  }

  private int subscribe(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("subscribe"));
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("--stack", "logs", "--destination", ALIAS));
    command.addAll(List.of("--own-group", "/aws/lambda/logs-subscription"));
    CommandLine ended =
        CommandLine.run(
            Map.of(
                "SUBSCRIPTIONS",
                "rules:\n  - include: /app/*\n",
                "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS",
                server.endpoint().toString(),
                "AWS_ACCESS_KEY_ID",
                "local",
                "AWS_SECRET_ACCESS_KEY",
                "local"),
            command);
    output = ended.output();
    return ended.code();
  }
}
