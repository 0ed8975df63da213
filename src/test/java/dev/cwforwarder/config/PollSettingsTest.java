package dev.cwforwarder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.config.PollSettings.Entry;
import dev.cwforwarder.config.PollSettings.Groups;
import dev.cwforwarder.config.PollSettings.Insights;
import dev.cwforwarder.config.PollSettings.StartFrom;
import dev.cwforwarder.config.PollSettings.Streams;
import dev.cwforwarder.config.PollSettings.Tier;
import dev.cwforwarder.config.text.SettingsException;
import dev.cwforwarder.testing.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `POLL_CONFIG` may say.
final class PollSettingsTest {
  private static final String FILE = "src/test/resources/collector/otel-collector-config.yaml";
  private static final Streams ALL = new Streams(List.of(), List.of());

  @Test
  void theGuidesWholeFileWorksUnchanged() {
    PollSettings settings = parse(Project.text(FILE));

    assertThat(settings.entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.region()).isEqualTo("us-east-1");
              assertThat(entry.pollInterval()).isEqualTo(Duration.ofMinutes(1));
              assertThat(entry.maxEventsPerRequest()).isEqualTo(100);
              assertThat(entry.startFrom()).isEqualTo(new StartFrom.Now());
              assertThat(((Groups.Named) entry.groups()).streams().keySet())
                  .containsExactly(
                      "/aws/lambda/my-function",
                      "/aws/ecs/my-service",
                      "/aws/eks/my-cluster/cluster");
            });
    assertThat(settings.warnings())
        .containsExactly(
            "processors: ignored: only receivers are read here (line 13)",
            "exporters: ignored: only receivers are read here (line 25)",
            "service: ignored: only receivers are read here (line 31)");
  }

  @Test
  void theGuidesSectionsWorkWrappedAndBare() {
    String bare =
        "region: us-east-1\nlogs:\n  groups: {autodiscover: {limit: 100, prefix: /aws/lambda}}\n";

    Entry entry = only(bare);

    assertThat(entry.groups())
        .isEqualTo(
            new Groups.Discovered(100, "/aws/lambda", List.of(), List.of(), ALL, List.of(), false));
    for (String wrap :
        List.of("awscloudwatch:\n", "awscloudwatch/prod:\n", "receivers:\n  awscloudwatch:\n")) {
      assertThat(only(wrap + bare.indent(4)).groups()).isEqualTo(entry.groups());
    }
    assertThat(only(bare.indent(2)).groups()).isEqualTo(entry.groups());
  }

  @Test
  void theReceiversDocumentedExamplesWork() {
    Entry discovered =
        only(
            """
            awscloudwatch:
              region: us-west-1
              logs:
                poll_interval: 1m
                groups:
                  autodiscover:
                    limit: 100
                    prefix: /aws/eks/
                    streams:
                      prefixes: [kube-api-controller]
            """);
    Entry named =
        only(
            """
            awscloudwatch:
              region: us-west-1
              logs:
                poll_interval: 5m
                groups:
                  named:
                    /aws/eks/dev-0/cluster:
                      names: [kube-apiserver-ea9c831555adca1815ae04b87661klasdj]
            """);

    assertThat(((Groups.Discovered) discovered.groups()).streams().prefixes())
        .containsExactly("kube-api-controller");
    assertThat(named.pollInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(((Groups.Named) named.groups()).streams().values())
        .containsExactly(
            new Streams(List.of("kube-apiserver-ea9c831555adca1815ae04b87661klasdj"), List.of()));
  }

  @Test
  void whatIsNotSaidHasADefault() {
    assertThat(only("{region: eu-west-1}"))
        .isEqualTo(
            new Entry(
                "",
                "eu-west-1",
                "",
                "",
                Duration.ofMinutes(1),
                10_000,
                new StartFrom.Now(),
                new Groups.Discovered(50, "", List.of(), List.of(), ALL, List.of(), false),
                Duration.ofSeconds(30),
                List.of(
                    new Tier(Duration.ZERO, Duration.ofMinutes(2), Duration.ofMinutes(1)),
                    new Tier(Duration.ofMinutes(2), Duration.ofHours(1), Duration.ofMinutes(15)),
                    new Tier(Duration.ofHours(1), Duration.ofHours(24), Duration.ofHours(6))),
                new Insights(true, Duration.ofMinutes(5), 5)));
  }

  @Test
  void severalAccountsAndRegionsAreAList() {
    PollSettings settings =
        parse(
            """
            - region: ${env:AWS_REGION}
              assume_role_arn: arn:aws:iam::210987654321:role/read-logs
              external_id: abc
              logs:
                start_from: 24h
                settle: 1m
                insights: {enabled: false, interval: 1h, max_concurrent_queries: 2}
                tiers:
                  - {to: 5m}
                  - {from: 5m, to: 336h, every: 24h}
                groups:
                  autodiscover:
                    pattern: [web, api]
                    exclude: [/aws/lambda/noisy*]
                    account_identifiers: [123456789012]
                    include_linked_accounts: true
            - awscloudwatch: {region: eu-west-1, logs: {start_from: "2026-01-31T00:00:00Z"}}
            """);

    assertThat(settings.entries())
        .extracting(Entry::region)
        .containsExactly("eu-north-1", "eu-west-1");
    Entry first = settings.entries().getFirst();
    assertThat(first.roleArn()).endsWith("role/read-logs");
    assertThat(first.externalId()).isEqualTo("abc");
    assertThat(first.startFrom()).isEqualTo(new StartFrom.Age(Duration.ofDays(1)));
    assertThat(first.insights()).isEqualTo(new Insights(false, Duration.ofHours(1), 2));
    assertThat(first.tiers())
        .containsExactly(
            new Tier(Duration.ZERO, Duration.ofMinutes(5), Duration.ofMinutes(1)),
            new Tier(Duration.ofMinutes(5), Duration.ofDays(14), Duration.ofDays(1)));
    assertThat(first.groups())
        .isEqualTo(
            new Groups.Discovered(
                50,
                "",
                List.of("web", "api"),
                List.of(new Glob("/aws/lambda/noisy*")),
                ALL,
                List.of("123456789012"),
                true));
    assertThat(settings.entries().getLast().startFrom())
        .isEqualTo(new StartFrom.At(Instant.parse("2026-01-31T00:00:00Z")));
  }

  @Test
  void keysWithoutACounterpartWarn() {
    assertThat(
            parse(
                    """
                    region: eu-west-1
                    profile: my-profile
                    imds_endpoint: http://localhost
                    storage: file_storage
                    metrics: {collection_interval: 5m}
                    logs: {groups: {named: {/a: {include_tags: true}}}}
                    """)
                .warnings())
        .hasSize(5)
        .first()
        .isEqualTo("profile: no effect: the function's role is used; see assume_role_arn (line 2)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "poll_interval: 999ms | logs.poll_interval: expected 1s to 1h, got 999ms (line 3)",
        "poll_interval: 60 | logs.poll_interval: expected a duration such as 1m30s",
        "poll_interval: 61m | logs.poll_interval: expected 1s to 1h, got 61m",
        "max_events_per_request: 0 | expected 1 to 10000, got 0",
        "max_events_per_request: 10001 | expected 1 to 10000, got 10001",
        "max_events_per_request: [] | expected a single value, got a list",
        "poll_intervall: 1m | logs.poll_intervall: unknown; did you mean poll_interval? (line 3)",
        "start_from: yesterday | expected now, a time such as",
        "{start_from: 1h, initial_lookback: 1h} | expected only one of it and start_from",
        "settle: 2h | logs.settle: expected 0s to 1h, got 2h",
        "groups: {named: {}} | logs.groups.named: expected the name of a log group",
        "groups: {named: [/a]} | logs.groups.named: expected names and values, got a list",
        "'groups: {named: {/a b: }}' | expected names of log groups",
        "groups: {named: {/a: {prefixes: [x, 5]}}} | named./a.prefixes[1]: expected text, got 5",
        "groups: {named: {/a: {names: ['a:b']}}} | expected (part of) a log stream's name",
        "groups: {only_handed_over: true, named: {/a: }} | only_handed_over: expected without named and",
        "groups: {named: {/a: }, autodiscover: } | autodiscover: expected only one of it and named",
        "groups: {autodiscover: {limit: 0}} | autodiscover.limit: expected 1 to 1000000, got 0",
        "groups: {autodiscover: {prefix: a, pattern: b}} | expected only one of it and prefix",
        "groups: {autodiscover: {exclude: ['[']}} | expected a log group's name, perhaps with *",
        "groups: {autodiscover: {account_identifiers: [12]}} | twelve digits of an account's id",
        "groups: {autodiscover: {include_linked_accounts: maybe}} | expected true or false",
        "groups: {autodiscover: {prefixes: a}} | unknown; did you mean prefix?",
        "tiers: [{to: 1m}, {to: 1m, every: 5m}] | logs.tiers[1].to: expected more than 1m",
        "tiers: [{to: 1m}, {from: 2m, to: 1h, every: 5m}] | tiers[1].from: expected 1m: no gap",
        "tiers: [{to: 1m}, {to: 1h}] | tiers[1].every: expected how often",
        "tiers: [{to: 1m}, {to: 1h, every: 10s}] | tiers[1].every: expected at least 1m",
        "tiers: [{every: 1m}] | tiers[0].to: expected how late",
        "tiers: [{to: 337h}] | expected 1s to 336h, got 337h",
        "insights: {interval: 1s} | expected 1m to 24h, got 1s",
        "insights: {max_concurrent_queries: 31} | expected 1 to 30, got 31",
      })
  void malformedValuesAreTold(String logs, String problem) {
    String text = "region: eu-west-1\nlogs:\n  " + logs + "\n";

    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("POLL_CONFIG: ")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region: Frankfurt | region: expected an AWS Region such as eu-central-1, got 'Frankfurt'",
        "region: ${env:OTHER} | region: the variable OTHER is not set here",
        "regoin: eu-west-1 | regoin: unknown; did you mean region?",
        "assume_role_arn: reader | expected the ARN of an IAM role, got 'reader'",
        "external_id: abc | external_id: expected together with assume_role_arn",
        "receivers: {filelog: } | expected an awscloudwatch receiver, found none",
        "{awscloudwatch: , region: eu-west-1} | region: expected inside of awscloudwatch",
        "just text | expected names and values, got 'just text'",
        "[] | expected an awscloudwatch receiver, found none",
      })
  void malformedSectionsAreTold(String text, String problem) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void theRegionIsTheFunctionsOwnWhenNoneIsGivenAndRequiredWhereThereIsNone() {
    assertThat(only("logs:").region()).isEqualTo("eu-north-1");
    assertThatThrownBy(() -> PollSettings.parse("logs:", Map.of()))
        .hasMessageContaining("region: expected an AWS Region");
  }

  @Test
  void textsThatAreDamagedAnywhereThrowNothingElse() {
    String whole = Project.text(FILE);
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int j = random.nextInt(4); j >= 0; j--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, ": {}[]\n\t-#&*!$'\"5".charAt(random.nextInt(17)));
          default -> text.setLength(at);
        }
        text.append(' ');
      }
      try {
        parse(text.toString());
      } catch (SettingsException e) {
        assertThat(e).hasMessageContaining("POLL_CONFIG: ").hasMessageContaining("(line ");
      }
    }
  }

  @Test
  void aReferenceIsToldFromAText() {
    assertThat(ConfigSource.of("ssm:/forwarder/poll "))
        .isEqualTo(new ConfigSource.Parameter("/forwarder/poll"));
    assertThat(ConfigSource.of("s3://my-bucket/a/b.yaml"))
        .isEqualTo(new ConfigSource.S3Object("my-bucket", "a/b.yaml"));
    assertThat(ConfigSource.of("  region: x\n"))
        .isEqualTo(new ConfigSource.Inline("  region: x\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssm:", "ssm:a b", "s3://B/k", "s3://bucket", "s3://bucket/"})
  void aMalformedReferenceIsTold(String raw) {
    assertThatThrownBy(
            () -> PollEnvironment.fromEnv(Map.of("POLL_CONFIG", raw, "CHECKPOINT_TABLE", "a b")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("POLL_CONFIG: expected")
        .hasMessageContaining("CHECKPOINT_TABLE: expected the name of a DynamoDB table");
  }

  @Test
  void environmentNeedsBoth() {
    assertThatThrownBy(() -> PollEnvironment.fromEnv(Map.of()))
        .hasMessageContaining("POLL_CONFIG is required")
        .hasMessageContaining("CHECKPOINT_TABLE is required");
    assertThat(
            PollEnvironment.fromEnv(Map.of("POLL_CONFIG", "  logs:\n", "CHECKPOINT_TABLE", "t_1")))
        .isEqualTo(new PollEnvironment(new ConfigSource.Inline("  logs:\n"), "t_1", false));
  }

  @Test
  void queriesThatCostAreOnlyMadeWhenAskedFor() {
    assertThat(PollEnvironment.insights(Map.of())).isFalse();
    assertThat(PollEnvironment.insights(Map.of("POLL_INSIGHTS", "on"))).isTrue();
    assertThatThrownBy(() -> PollEnvironment.insights(Map.of("POLL_INSIGHTS", "On")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("expected one of on, off, got 'On'");
  }

  @ParameterizedTest
  @CsvSource({
    "/aws/*, /aws/x, true",
    "/aws/*, /aws/, true",
    "/aws/*, /aw, false",
    "a, a, true",
    "a, ab, false",
    "*b*, abc, true",
    "*ab, aab, true",
    "*, '', true",
    "a*b*c, axxbxxd, false"
  })
  void globsFitWholeNames(String pattern, String name, boolean fits) {
    assertThat(new Glob(pattern).matches(name)).isEqualTo(fits);
  }

  private static PollSettings parse(String text) {
    return PollSettings.parse(text, Map.of("AWS_REGION", "eu-north-1"));
  }

  private static Entry only(String text) {
    return parse(text).entries().getFirst();
  }
}
