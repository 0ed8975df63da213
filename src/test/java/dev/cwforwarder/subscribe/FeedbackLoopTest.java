package dev.cwforwarder.subscribe;

import static dev.cwforwarder.subscribe.plan.TestStack.ACCOUNT;
import static dev.cwforwarder.subscribe.plan.TestStack.ALIAS;
import static dev.cwforwarder.subscribe.plan.TestStack.FILTER_NAME;
import static dev.cwforwarder.subscribe.plan.TestStack.OWN_GROUPS;
import static dev.cwforwarder.subscribe.plan.TestStack.SELF;
import static dev.cwforwarder.subscribe.plan.TestStack.filter;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.config.Subscriptions;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.subscribe.plan.AccountPolicy;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.Identity;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.subscribe.plan.PolicyExclusions;
import dev.cwforwarder.testing.aws.SimulatedLogGroups;
import dev.cwforwarder.testing.time.ManualClock;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Log groups of functions that receive other log groups: another stack's forwarder, or another
/// vendor's. Two forwarders that subscribe each other's log groups forward without end.
final class FeedbackLoopTest {
  private static final String ALL = "rules: [{include: '*'}]";
  private static final String OTHER =
      "arn:aws:lambda:eu-central-1:%s:function:vendor-forwarder".formatted(ACCOUNT);

  private final ManualClock clock = new ManualClock();
  private final SimulatedLogGroups aws = new SimulatedLogGroups(clock, 2);
  private final ListedGroup own = aws.create(OWN_GROUPS.getFirst(), "STANDARD");
  private final ListedGroup app = aws.create("/app", "STANDARD");
  private ListedGroup vendor = app;

  @BeforeEach
  void setUp() {
    vendor = aws.create("/aws/lambda/vendor-forwarder", "STANDARD");
  }

  private SubscribeReport run(String subscriptions, String only) throws InterruptedException {
    return run(subscriptions, only, SELF);
  }

  private SubscribeReport run(String subscriptions, String only, Identity self)
      throws InterruptedException {
    return new Reconciler(aws, aws, null, clock, new SplittableRandom(1), clock)
        .run(
            new Reconciler.Request(Subscriptions.parse(subscriptions).desired(), self, only, true),
            Deadline.in(Duration.ofHours(1), clock),
            SubscribeProgress.NONE);
  }

  private static String answer(SubscribeReport report) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SubscribeAnswer.write(report, true, out);
    return out.toString(UTF_8);
  }

  private List<String> filters(ListedGroup group) {
    return aws.filtersOf(group).stream().map(Filter::name).toList();
  }

  @Test
  void theLogGroupOfARulesDestinationIsNotSentToIt() throws Exception {
    String rules = "rules: [{include: '*', destination: '%s:live'}]".formatted(OTHER);

    SubscribeReport report = run(rules, "");

    assertThat(filters(app)).containsExactly(FILTER_NAME);
    assertThat(filters(vendor)).isEmpty();
    assertThat(report.skips()).containsEntry("own-group", 2);
    assertThat(answer(report)).contains("the log group of the rule's destination");
  }

  @Test
  void theReportStatesThatTheSpansOfTracedFunctionsAreSentToThem() throws Exception {
    ListedGroup spans = aws.create("aws/spans", "STANDARD");
    aws.plant(spans, filter("by-hand", ALIAS));
    Identity traced =
        new Identity(ACCOUNT, SELF.region(), FILTER_NAME, ALIAS, SELF.ownGroups(), true);

    assertThat(run(ALL, "").problem()).isEmpty();
    assertThat(run(ALL, "", traced).problem()).contains("Set Tracing to off");
  }

  @Test
  void theLogGroupOfADestinationIsSubscribedByAnotherRule() throws Exception {
    run(
        "rules: [{include: /app, destination: '%s'}, {include: '/aws/lambda/*'}]".formatted(OTHER),
        "");

    assertThat(filters(vendor)).containsExactly(FILTER_NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/aws/lambda/vendor-forwarder"})
  void aForwarderThatReadsOurLogGroupsIsNotSubscribed(String only) throws Exception {
    aws.plant(own, filter("vendor", OTHER + ":prod"));

    SubscribeReport report = run(ALL, only);

    assertThat(filters(vendor)).isEmpty();
    assertThat(report.skips()).containsEntry("feedback-loop", 1);
    assertThat(answer(report)).contains("the filter 'vendor' of " + own.name());
    assertThat(filters(own)).containsExactly("vendor");
  }

  @Test
  void ourFilterIsRemovedOnceTheOtherForwarderReadsOurLogGroups() throws Exception {
    run(ALL, "");
    assertThat(filters(vendor)).containsExactly(FILTER_NAME);
    aws.plant(own, filter("vendor", OTHER));

    run(ALL, "");

    assertThat(filters(vendor)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/aws/lambda/vendor-forwarder"})
  void aForwarderWithAnAccountPolicyIsNotSubscribedUnlessItExcludesOurLogGroups(String only)
      throws Exception {
    aws.plant(new AccountPolicy("vendor", "", OTHER, "", "", new PolicyExclusions(List.of())));
    assertThat(answer(run(ALL, only))).contains("the account policy 'vendor'");
    assertThat(filters(vendor)).isEmpty();

    List<String> excluded = new ArrayList<>(OWN_GROUPS);
    excluded.add("/aws/lambda/logs-Subscription-AB12");
    aws.plant(new AccountPolicy("vendor", "", OTHER, "", "", new PolicyExclusions(excluded)));
    run(ALL, only);

    assertThat(filters(vendor)).containsExactly(FILTER_NAME);
  }

  @Test
  void aRuleThatNamesTheGroupWholeSubscribesItAllTheSame() throws Exception {
    aws.plant(own, filter("vendor", OTHER));

    run("rules: [{include: [/aws/lambda/vendor-forwarder, '/app*']}]", "");

    assertThat(filters(vendor)).containsExactly(FILTER_NAME);
  }

  @Test
  void aForwarderThatReadsOnlyOtherLogGroupsIsSubscribedWithAWarning() throws Exception {
    aws.plant(app, filter("vendor", OTHER));

    SubscribeReport report = run(ALL, "");

    assertThat(filters(vendor)).containsExactly(FILTER_NAME);
    assertThat(answer(report))
        .contains("\"warnings\":[\"/aws/lambda/vendor-forwarder", "the filter 'vendor' of /app");
    String named = "rules: [{include: [/aws/lambda/vendor-forwarder, /app]}]";
    assertThat(answer(run(named, ""))).contains("\"warnings\":[]");
  }

  @Test
  void anAccountPolicyExcludesTheForwarderThatReadsOurLogGroups() throws Exception {
    aws.plant(own, filter("vendor", OTHER));

    run("{mode: account-policy, " + ALL + "}", "");

    assertThat(aws.allPolicies().getFirst().destinationArn()).isEqualTo(ALIAS);
    assertThat(aws.allPolicies().getFirst().exclusions().names())
        .contains("/aws/lambda/vendor-forwarder");
  }
}
