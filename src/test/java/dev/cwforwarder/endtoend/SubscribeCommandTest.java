package dev.cwforwarder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.testing.CommandLine;
import dev.cwforwarder.testing.aws.SimulatedLogGroups;
import dev.cwforwarder.testing.aws.SubscriptionsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `subscribe` as a separate process, and the script that calls it.
@Tag("slow")
@Timeout(300)
final class SubscribeCommandTest {
  private static final String ALIAS =
      "arn:aws:lambda:eu-central-1:123456789012:function:logs-Subscription-AB12:live";
  private static final String NAME = "clickstack-forwarder-logs";
  private static final String OWN = "/aws/lambda/logs-subscription";

  @TempDir Path folder;
  private final SimulatedLogGroups aws = new SimulatedLogGroups(Clock.systemUTC(), 2);
  private final SubscriptionsServer server = SubscriptionsServer.start(aws);
  private String output = "";

  @AfterEach
  void stop() {
    server.close();
  }

  private void populate() {
    aws.create(OWN, "STANDARD");
    aws.create("/app/web", "STANDARD");
    aws.create("/app/archive", "INFREQUENT_ACCESS");
    aws.create("/other", "STANDARD");
    ListedGroup full = aws.create("/app/full", "STANDARD");
    aws.plant(full, filter("datadog", "arn:aws:lambda:eu-central-1:123456789012:function:dd"));
    aws.plant(full, filter("splunk", "arn:aws:lambda:eu-central-1:123456789012:function:sp"));
    aws.create(
        SimulatedLogGroups.ACCOUNT,
        "/app/new",
        "STANDARD",
        Instant.now().minus(Duration.ofMinutes(5)));
  }

  private static Filter filter(String name, String destination) {
    return new Filter(name, "", destination, "", "", List.of(), false);
  }

  @Test
  void planApplyStatusAndRemove() throws Exception {
    populate();

    assertThat(subscribe("plan")).isZero();
    assertThat(output)
        .containsPattern("attach +- +/app/web +rule 'rule 1'")
        .containsPattern(
            "skip: infrequent-access +- +/app/archive +its log class does not support filters")
        .containsPattern(
            "skip: own-group +- +/aws/lambda/logs-subscription +the forwarder's own log group")
        .containsPattern("skip: not-wanted +- +/other")
        .contains("6 log groups, 3 attach")
        .doesNotContain("\r");
    assertThat(aws.requests()).doesNotContainKey("PutSubscriptionFilter");

    assertThat(subscribe("apply")).isZero();
    assertThat(output)
        .containsPattern("attach +done +/app/web")
        .contains("2 attach", "1 skip: slots-full")
        .containsPattern("not read, because polling is off: /app/new from .* to ");
    assertThat(aws.allFilters().get("123456789012/eu-central-1//app/web"))
        .containsExactly(filter(NAME, ALIAS));

    assertThat(subscribe("status")).isZero();
    assertThat(output).contains("2 keep").doesNotContain("/app/web").contains("/app/full");

    assertThat(subscribe("remove")).isZero();
    assertThat(output).containsPattern("remove +done +/app/web");
    assertThat(aws.allFilters().values().stream().flatMap(List::stream))
        .extracting(Filter::name)
        .containsExactly("datadog", "splunk");
  }

  @Test
  void aPlanShowsRemovalsLastAndTheirNumber() throws Exception {
    populate();
    ListedGroup former = aws.create("/a-former", "STANDARD");
    aws.plant(former, filter(NAME, ALIAS));

    assertThat(subscribe("plan")).isZero();

    assertThat(output)
        .containsPattern("\\nremove +- +/a-former .*\\nnot read")
        .containsPattern("\\nremoves 1 filter: the last row of the table\\n.* 1 remove");
  }

  @Test
  void aPlanShowsThePatternOfTheFilterForSpans() throws Exception {
    ListedGroup spans = aws.create("aws/spans", "STANDARD");
    Path config = folder.resolve("spans.yaml");
    Files.writeString(config, "{rules: [{include: aws/spans}, {include: /app/*}]}");

    assertThat(subscribe("plan", "--config", config.toString())).isZero();
    String planned = output;

    assertThat(subscribe("apply", "--config", config.toString())).isZero();
    String pattern = aws.filtersOf(spans).getFirst().pattern();
    assertThat(pattern).contains("aws.xray.inprogress", "logs-SubscriptionFunction");
    assertThat(planned).contains("filter pattern of aws/spans: " + pattern + "\n");
  }

  @Test
  void jsonIsForScripts() throws Exception {
    populate();

    assertThat(subscribe("plan", "--json", "--group", "/app/web")).isZero();

    JsonNode answer = new ObjectMapper().readTree(output);
    assertThat(answer.path("changes").asBoolean()).isTrue();
    assertThat(answer.path("groups")).hasSize(1);
    assertThat(answer.path("groups").path(0).path("decision").asText()).isEqualTo("attach");
  }

  @Test
  void aPolicyIsCreatedAndDeleted() throws Exception {
    populate();
    Path config = folder.resolve("policy.yaml");
    Files.writeString(config, "{mode: account-policy, rules: {include: /app/*}}");

    assertThat(subscribe("apply", "--config", config.toString())).isZero();
    assertThat(aws.allPolicies().getFirst().exclusions().names())
        .containsExactly(
            "/aws/lambda/logs-Subscription-AB12", "/aws/lambda/logs-subscription", "/other");
    assertThat(subscribe("remove")).isZero();
    assertThat(aws.allPolicies()).isEmpty();
  }

  @Test
  void errorsAreExplainedInASentence() throws Exception {
    populate();

    assertThat(run(List.of(), "plan")).isEqualTo(2);
    assertThat(output)
        .contains("SUBSCRIPTION_DESTINATION is required", "OWN_LOG_GROUPS is required");

    Path config = folder.resolve("wrong.yaml");
    Files.writeString(config, "rules:\n  - inclde: /app/*\n");
    assertThat(subscribe("plan", "--config", config.toString())).isEqualTo(2);
    assertThat(output).contains("rules[0].inclde: unknown; did you mean include? (line 2)");

    server.fail("ExpiredTokenException");
    assertThat(subscribe("plan")).isEqualTo(3);
    assertThat(output).contains("aws sso login");
  }

  @Test
  void theScriptFindsTheStacksAliasGroupsAndRules() throws Exception {
    populate();
    fakeAws(
        """
        case "$*" in
          *SubscriptionAliasArn*) printf '%s' "$ALIAS" ;;
          *StackResources*) printf '/aws/lambda/logs-subscription\\t/aws/lambda/logs-replay' ;;
          *Subscriptions*) printf 'rules:\\n  - include: /app/*\\n' ;;
          *PollInsights*) printf off ;;
          *) printf None ;;
        esac
        """);

    assertThat(script("plan", "--stack", "logs")).as(output).isZero();
    assertThat(output).contains("3 attach", "1 skip: own-group");
    assertThat(Files.readString(folder.resolve("arguments"))).contains("--stack-name logs");
  }

  @Test
  void theScriptExplainsExpiredCredentials() throws Exception {
    fakeAws("echo 'Error when retrieving token from sso: Token has expired' >&2; exit 255");

    assertThat(script("apply")).isEqualTo(3);
    assertThat(output).contains("expired: log in again (aws sso login", "Token has expired");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--region eu-west-3", "--region=eu-west-3"})
  void theScriptLooksForTheStackInTheRegionOfItsOption(String option) throws Exception {
    fakeAws("echo \"region $AWS_REGION $AWS_DEFAULT_REGION\" >>\"$ARGUMENTS\"; exit 255");

    script(("apply " + option).split(" ", -1));

    assertThat(Files.readString(folder.resolve("arguments")))
        .contains("region eu-west-3 eu-west-3")
        .doesNotContain("--region");
  }

  @Test
  void theScriptNamesAMissingRegion() throws Exception {
    assertThat(script("apply", "--region")).isEqualTo(2);
    assertThat(output).contains("--region needs a value");
  }

  private void fakeAws(String body) throws IOException {
    Path fake = Files.createDirectories(folder.resolve("bin")).resolve("aws");
    Files.writeString(fake, "#!/usr/bin/env bash\nprintf '%s\\n' \"$*\" >>\"$ARGUMENTS\"\n" + body);
    Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Runs a copy of the script, since the original would build first.
  private int script(String... arguments) throws IOException, InterruptedException {
    Path lib = Files.createDirectories(folder.resolve("copy/scripts/lib"));
    Path script = lib.resolveSibling("subscribe.sh");
    Files.copy(Path.of("scripts/subscribe.sh"), script);
    for (String part : List.of("aws.sh", "java.sh")) {
      Files.copy(Path.of("scripts/lib", part), lib.resolve(part));
    }
    Files.writeString(
        lib.resolve("build.sh"),
        """
        build_if_stale() { :; }
        exec_tool() { exec "$JAVA_HOME/bin/java" -cp "$TOOLS" "$@"; }
        """);
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(Arrays.asList(arguments));
    Map<String, String> environment =
        environment(
            Map.of(
                "PATH", folder.resolve("bin") + ":" + System.getenv("PATH"),
                "JAVA_HOME", System.getProperty("java.home"),
                "TOOLS", System.getProperty("java.class.path"),
                "ALIAS", ALIAS,
                "ARGUMENTS", folder.resolve("arguments").toString()));
    return ended(CommandLine.execute(environment, command));
  }

  private int subscribe(String... arguments) throws IOException, InterruptedException {
    return run(List.of("--stack", "logs", "--destination", ALIAS, "--own-group", OWN), arguments);
  }

  private int run(List<String> more, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("subscribe"));
    command.addAll(Arrays.asList(arguments));
    command.addAll(more);
    return ended(
        CommandLine.run(
            environment(Map.of("SUBSCRIPTIONS", "rules:\n  - include: /app/*\n")), command));
  }

  private Map<String, String> environment(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", server.endpoint().toString());
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    return environment;
  }

  private int ended(CommandLine process) {
    output = process.output();
    return process.code();
  }
}
