package dev.cwforwarder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import dev.cwforwarder.config.text.SettingsException;
import dev.cwforwarder.poll.Access;
import dev.cwforwarder.poll.PollPlan;
import dev.cwforwarder.poll.Retention;
import dev.cwforwarder.poll.StreamFilter;
import dev.cwforwarder.poll.Tier;
import dev.cwforwarder.testing.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `POLL_CONFIG` and the variables of the poll function.
final class PollSettingsTest {
  private static final String FILE = "src/test/resources/collector/otel-collector-config.yaml";

  @Test
  void theWholeFileOfTheGuideWorksUnchanged() {
    PollSettings settings = parse(Project.text(FILE));

    assertThat(settings.entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.access()).isEqualTo(Access.own("us-east-1"));
              assertThat(entry.reading().interval()).isEqualTo(Duration.ofMinutes(1));
              assertThat(entry.reading().maxEvents()).isEqualTo(100);
              assertThat(entry.reading().startFrom())
                  .isEqualTo(new PollPlan.StartFrom.Age(Duration.ZERO));
              assertThat(entry.discover()).isEmpty();
              assertThat(entry.named())
                  .extracting(PollPlan.Named::group)
                  .containsExactly(
                      "/aws/lambda/my-function",
                      "/aws/ecs/my-service",
                      "/aws/eks/my-cluster/cluster");
            });
    assertThat(settings.warnings())
        .containsExactly(
            "processors: ignored: only receivers are used (line 13)",
            "exporters: ignored: only receivers are used (line 25)",
            "service: ignored: only receivers are used (line 31)");
  }

  @Test
  void theSectionsOfTheGuideWorkWrappedAndBare() {
    String bare =
        "region: us-east-1\nlogs:\n  groups: {autodiscover: {limit: 100, prefix: /aws/lambda}}\n";

    PollPlan.Entry entry = only(bare);

    assertThat(entry.named()).isEmpty();
    assertThat(entry.discover())
        .containsExactly(
            new PollPlan.Discover(
                100, List.of("/aws/lambda"), List.of(), List.of(), false, Set.of(), List.of()));
    for (String wrap :
        List.of("awscloudwatch:\n", "awscloudwatch/prod:\n", "receivers:\n  awscloudwatch:\n")) {
      assertThat(only(wrap + bare.indent(4))).isEqualTo(entry);
    }
    assertThat(only(bare.indent(2))).isEqualTo(entry);
  }

  @Test
  void theReceiversDocumentedExamplesWork() {
    PollPlan.Entry discovered =
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
    PollPlan.Entry named =
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

    assertThat(discovered.discover().getFirst().streams())
        .containsExactly(new StreamFilter.Prefix("kube-api-controller"));
    assertThat(named.reading().interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(named.named().getFirst().streams())
        .containsExactly(
            new StreamFilter.Names(List.of("kube-apiserver-ea9c831555adca1815ae04b87661klasdj")));
  }

  @Test
  void namesAndEachPrefixOfStreamsAreSourcesOfTheirOwn() {
    PollPlan.Entry entry =
        only("logs: {groups: {named: {/all: , /some: {names: [one, two], prefixes: [a-, b-]}}}}");

    assertThat(entry.discover()).isEmpty();
    assertThat(entry.named())
        .containsExactly(
            new PollPlan.Named("/all", List.of(new StreamFilter.All())),
            new PollPlan.Named(
                "/some",
                List.of(
                    new StreamFilter.Names(List.of("one", "two")),
                    new StreamFilter.Prefix("a-"),
                    new StreamFilter.Prefix("b-"))));
  }

  @Test
  void onlyDelegatedGroupsAreNeitherNamedNorDiscovered() {
    PollPlan.Entry entry = only("logs: {groups: {only_delegated: true}}");

    assertThat(entry.named()).isEmpty();
    assertThat(entry.discover()).isEmpty();
  }

  @Test
  void everySettingHasADefault() {
    assertThat(only("{region: eu-west-1}"))
        .isEqualTo(
            new PollPlan.Entry(
                Access.own("eu-west-1"),
                new PollPlan.Reading(
                    new PollPlan.StartFrom.Age(Duration.ZERO),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(30),
                    List.of(
                        new Tier(Duration.ZERO, Duration.ofMinutes(2), Duration.ofMinutes(1)),
                        new Tier(
                            Duration.ofMinutes(2), Duration.ofHours(1), Duration.ofMinutes(15)),
                        new Tier(Duration.ofHours(1), Duration.ofHours(24), Duration.ofHours(6))),
                    new PollPlan.Insights(
                        true,
                        Duration.ofMinutes(5),
                        List.of(
                            new Tier(Duration.ZERO, Duration.ofMinutes(15), Duration.ofMinutes(6))),
                        5),
                    10_000),
                List.of(),
                List.of(
                    new PollPlan.Discover(
                        50, List.of(), List.of(), List.of(), false, Set.of(), List.of()))));
  }

  @Test
  void noDefaultTierIsReadMoreOftenThanThePollInterval() {
    assertThat(only("logs: {poll_interval: 20m}").reading().tiers())
        .extracting(Tier::every)
        .containsExactly(Duration.ofMinutes(20), Duration.ofMinutes(20), Duration.ofHours(6));
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
        .extracting(PollPlan.Entry::access)
        .containsExactly(
            new Access("eu-north-1", "arn:aws:iam::210987654321:role/read-logs", "abc"),
            Access.own("eu-west-1"));
    PollPlan.Entry first = settings.entries().getFirst();
    PollPlan.Reading reading = first.reading();
    assertThat(reading.startFrom()).isEqualTo(new PollPlan.StartFrom.Age(Duration.ofDays(1)));
    assertThat(reading.settle()).isEqualTo(Duration.ofMinutes(1));
    assertThat(reading.insights().enabled()).isFalse();
    assertThat(reading.insights().tiers().getFirst().every()).isEqualTo(Duration.ofHours(1));
    assertThat(reading.insights().maxConcurrentQueries()).isEqualTo(2);
    assertThat(reading.tiers())
        .containsExactly(
            new Tier(Duration.ZERO, Duration.ofMinutes(5), Duration.ofMinutes(1)),
            new Tier(Duration.ofMinutes(5), Duration.ofDays(14), Duration.ofDays(1)));
    assertThat(first.discover())
        .containsExactly(
            new PollPlan.Discover(
                50,
                List.of(),
                List.of("web", "api"),
                List.of(Expressions.glob("/aws/lambda/noisy*")),
                true,
                Set.of("123456789012"),
                List.of()));
    assertThat(settings.entries().getLast().reading().startFrom())
        .isEqualTo(new PollPlan.StartFrom.At(Instant.parse("2026-01-31T00:00:00Z")));
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
        "{start_from: 1h, initial_lookback: 1h} | expected either this or start_from",
        "settle: 2h | logs.settle: expected 0s to 1h, got 2h",
        "groups: {named: {}} | logs.groups.named: expected the name of a log group",
        "groups: {named: [/a]} | logs.groups.named: expected a mapping, got a list",
        "'groups: {named: {/a b: }}' | named./a b: expected names of log groups",
        "groups: {named: {/a: , 'arn:aws:logs:eu-central-1:123456789012:log-group:/my/b:*': }} |"
            + " log-group:/my/b:*: expected the name of the log group, /my/b, in place of its ARN",
        "groups: {named: {'arn:aws:logs:x': }} | named.arn:aws:logs:x: expected names of log"
            + " groups",
        "groups: {named: {/a: {prefixes: [x, 5]}}} | named./a.prefixes[1]: expected text, got 5",
        "groups: {named: {/a: {names: ['a:b']}}} | expected (part of) a log stream's name",
        "groups: {only_delegated: true, named: {/a: }} | only_delegated: expected without named"
            + " and",
        "groups: {named: {/a: }, autodiscover: } | autodiscover: expected either this or named",
        "groups: {autodiscover: {limit: 0}} | autodiscover.limit: expected 1 to 1000000, got 0",
        "groups: {autodiscover: {prefix: a, pattern: b}} | expected either this or prefix",
        "groups: {autodiscover: {exclude: ['[']}} | expected a log group's name, in which *"
            + " matches",
        "groups: {autodiscover: {account_identifiers: [12]}} | an account ID of twelve digits",
        "groups: {autodiscover: {include_linked_accounts: maybe}} | expected true or false",
        "groups: {autodiscover: {prefixes: a}} | unknown; did you mean prefix?",
        "tiers: [{to: 1m}, {to: 1m, every: 5m}] | logs.tiers[1].to: expected more than 1m",
        "tiers: [{to: 1m}, {from: 2m, to: 1h, every: 5m}] | tiers[1].from: expected 1m: no gap",
        "tiers: [{to: 1m}, {to: 1h}] | tiers[1].every: expected how often to read it",
        "tiers: [{to: 1m}, {to: 1h, every: 10s}] | tiers[1].every: expected at least 1m",
        "tiers: [{every: 1m}] | tiers[0].to: expected the maximum lateness",
        "tiers: [{to: 337h}] | expected 1s to 336h, got 337h",
        "tiers: [{to: 1m}, {to: 2m, every: 1m}, {to: 3m, every: 1m}, {to: 4m, every: 1m}, {to: 5m,"
            + " every: 1m}] | logs.tiers: expected at most 4 tiers, got 5",
        "tiers: [{to: 336h}, {to: 336h, every: 24h}] | tiers[1].to: expected more than 336h",
        "insights: {interval: 1s} | expected 1m to 24h, got 1s",
        "insights: {max_concurrent_queries: 31} | expected 1 to 30, got 31",
      })
  void malformedValuesAreReported(String logs, String problem) {
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
        "region: ${env:OTHER} | region: the variable OTHER is not available here",
        "regoin: eu-west-1 | regoin: unknown; did you mean region?",
        "assume_role_arn: reader | expected the ARN of an IAM role, got 'reader'",
        "external_id: abc | external_id: expected together with assume_role_arn",
        "receivers: {filelog: } | expected an awscloudwatch receiver, found none",
        "{awscloudwatch: , region: eu-west-1} | region: expected inside awscloudwatch",
        "just text | expected a mapping, got 'just text'",
        "[] | expected an awscloudwatch receiver, found none",
      })
  void malformedSectionsAreReported(String text, String problem) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void theRegionDefaultsToTheFunctionsAndIsRequiredOutsideLambda() {
    assertThat(only("logs:").access()).isEqualTo(Access.own("eu-north-1"));
    assertThatThrownBy(() -> PollSettings.parse("logs:", Map.of(), true))
        .hasMessageContaining("region: expected an AWS Region");
  }

  @Test
  void damagedTextsCauseNoOtherException() {
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
  void aReferenceIsDistinguishedFromAText() {
    assertThat(ConfigSource.of("ssm:/forwarder/poll "))
        .isEqualTo(new ConfigSource.Parameter("/forwarder/poll"));
    assertThat(ConfigSource.of("s3://my-bucket/a/b.yaml"))
        .isEqualTo(new ConfigSource.S3Object("my-bucket", "a/b.yaml"));
    assertThat(ConfigSource.of("  region: x\n"))
        .isEqualTo(new ConfigSource.Inline("  region: x\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssm:", "ssm:a b", "s3://B/k", "s3://bucket", "s3://bucket/"})
  void aMalformedReferenceIsReported(String raw) {
    assertThatThrownBy(
            () -> PollEnvironment.fromEnv(Map.of("POLL_CONFIG", raw, "CHECKPOINT_TABLE", "a b")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("POLL_CONFIG: expected")
        .hasMessageContaining("CHECKPOINT_TABLE: expected the name of a DynamoDB table");
  }

  @Test
  void configurationAndTableAreRequired() {
    assertThatThrownBy(() -> PollEnvironment.fromEnv(Map.of()))
        .hasMessageContaining("POLL_CONFIG is required")
        .hasMessageContaining("CHECKPOINT_TABLE is required");
    assertThat(
            PollEnvironment.fromEnv(Map.of("POLL_CONFIG", "  logs:\n", "CHECKPOINT_TABLE", "t_1")))
        .isEqualTo(
            new PollEnvironment(
                new ConfigSource.Inline("  logs:\n"), "t_1", false, Retention.DEFAULT, ""));
  }

  @Test
  void billedQueriesAreOffUnlessEnabled() {
    Map<String, String> config = Map.of("POLL_CONFIG", "logs:");
    assertThat(PollEnvironment.withoutTable(config).insights()).isFalse();
    assertThat(PollEnvironment.withoutTable(with(config, "POLL_INSIGHTS", "on")).insights())
        .isTrue();
    assertThatThrownBy(() -> PollEnvironment.withoutTable(with(config, "POLL_INSIGHTS", "On")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("expected one of on, off, got 'On'");
    assertThat(PollSettings.parse("region: eu-west-1", Map.of(), false).entries())
        .extracting(entry -> entry.reading().insights().enabled())
        .containsExactly(false);
  }

  @Test
  void theRetentionOfClickStackIsAWholeNumberOfDays() {
    assertThat(PollEnvironment.retention(Map.of())).isEqualTo(new Retention(30));
    assertThat(PollEnvironment.retention(Map.of("CLICKSTACK_RETENTION_DAYS", "400")))
        .isEqualTo(new Retention(400));
    assertThatThrownBy(() -> PollEnvironment.retention(Map.of("CLICKSTACK_RETENTION_DAYS", "0")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("CLICKSTACK_RETENTION_DAYS: expected 1 to 3650, got 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"start_from: 31d", "initial_lookback: 31d"})
  void anAgeBeyondTheRetentionIsRefused(String start) {
    assertThat(starting(start, 31).startFrom())
        .isEqualTo(new PollPlan.StartFrom.Age(Duration.ofDays(31)));
    assertThatThrownBy(() -> starting(start, 30))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("logs." + start.substring(0, start.indexOf(':')))
        .hasMessageContaining("longer than ClickStack's retention of 30 days")
        .hasMessageContaining("CLICKSTACK_RETENTION_DAYS");
  }

  @Test
  void aTimeThatBecomesOlderThanTheRetentionDoesNotStopTheFunction() {
    String start = "start_from: '2026-01-31T00:00:00Z'";

    assertThat(starting(start, 30).startFrom()).isInstanceOf(PollPlan.StartFrom.At.class);
    assertThat(starting(start, 29).startFrom())
        .isEqualTo(new PollPlan.StartFrom.Age(Duration.ofDays(29)));
    assertThat(settings(start, 29).warnings())
        .singleElement()
        .asString()
        .contains("logs.start_from", "before ClickStack's retention of 29 days");
  }

  private static PollPlan.Reading starting(String start, int retentionDays) {
    return settings(start, retentionDays).entries().getFirst().reading();
  }

  private static PollSettings settings(String start, int retentionDays) {
    return PollSettings.parse(
        "logs: {" + start + "}",
        Map.of("AWS_REGION", "eu-north-1"),
        true,
        new Retention(retentionDays),
        Instant.parse("2026-03-02T10:00:00Z"));
  }

  private static Map<String, String> with(Map<String, String> env, String name, String value) {
    Map<String, String> all = new HashMap<>(env);
    all.put(name, value);
    return all;
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
    "a*b*c, axxbxxd, false",
    "a.c, abc, false",
    "/a+(b)#*, /a+(b)#c, true"
  })
  void globsMatchWholeNames(String glob, String name, boolean matches) {
    Pattern pattern = Expressions.glob(glob);

    assertThat(pattern.matches(name)).isEqualTo(matches);
  }

  private static PollSettings parse(String text) {
    return PollSettings.parse(text, Map.of("AWS_REGION", "eu-north-1"), true);
  }

  private static PollPlan.Entry only(String text) {
    return parse(text).entries().getFirst();
  }
}
