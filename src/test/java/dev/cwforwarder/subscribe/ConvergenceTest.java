package dev.cwforwarder.subscribe;

import static dev.cwforwarder.subscribe.plan.TestStack.ALIAS;
import static dev.cwforwarder.subscribe.plan.TestStack.DEFAULT_GROUP;
import static dev.cwforwarder.subscribe.plan.TestStack.FILTER_NAME;
import static dev.cwforwarder.subscribe.plan.TestStack.LINKED_ACCOUNT;
import static dev.cwforwarder.subscribe.plan.TestStack.OWN_GROUPS;
import static dev.cwforwarder.subscribe.plan.TestStack.SELF;
import static dev.cwforwarder.subscribe.plan.TestStack.THIRD_PARTY;
import static dev.cwforwarder.subscribe.plan.TestStack.filter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.subscribe.plan.AccountPolicy;
import dev.cwforwarder.subscribe.plan.Decision;
import dev.cwforwarder.subscribe.plan.DesiredState;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.subscribe.plan.PolicyDecision;
import dev.cwforwarder.subscribe.plan.PolicyExclusions;
import dev.cwforwarder.subscribe.plan.Rule;
import dev.cwforwarder.testing.aws.SimulatedLogGroups;
import dev.cwforwarder.testing.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Accounts with 2,000 log groups of every kind, in which AWS throttles and denies requests, and
/// groups are deleted during a run.
final class ConvergenceTest {
  private static final int GROUPS = 2_000;
  private final ManualClock clock = new ManualClock();
  private final MemoryDelegations delegations = new MemoryDelegations();

  private static DesiredState desired(DesiredState.Mode mode) {
    return new DesiredState(
        List.of(
            new Rule(
                "all",
                name -> !name.startsWith("/unwanted/"),
                Set.of(),
                Map.of(),
                Set.of(),
                Rule.Template.EVERYTHING)),
        name -> name.startsWith("/secret/"),
        mode,
        true);
  }

  private Reconciler reconciler(SimulatedLogGroups aws) {
    return new Reconciler(aws, aws, delegations.polling(), clock, new SplittableRandom(3), clock);
  }

  private SubscribeReport run(SimulatedLogGroups aws, DesiredState desired, boolean apply)
      throws InterruptedException {
    return reconciler(aws)
        .run(
            new Reconciler.Request(desired, SELF, "", apply),
            Deadline.in(Duration.ofHours(2), clock),
            SubscribeProgress.NONE);
  }

  private SubscribeReport plan(SimulatedLogGroups aws, DesiredState.Mode mode)
      throws InterruptedException {
    return run(aws, desired(mode), false);
  }

  private SubscribeReport apply(SimulatedLogGroups aws, DesiredState.Mode mode)
      throws InterruptedException {
    return run(aws, desired(mode), true);
  }

  /// An account with log groups and filters of every kind.
  private SimulatedLogGroups world(long seed, int slots) {
    SplittableRandom random = new SplittableRandom(seed);
    SimulatedLogGroups aws = new SimulatedLogGroups(clock, slots);
    for (String own : OWN_GROUPS) {
      ListedGroup group = aws.create(own, "STANDARD");
      if (random.nextBoolean()) {
        aws.plant(group, filter(random.nextBoolean() ? FILTER_NAME : "by-hand", ALIAS));
      }
    }
    for (int i = OWN_GROUPS.size(); i < GROUPS; i++) {
      populate(aws, random, i, slots);
    }
    return aws;
  }

  private void populate(SimulatedLogGroups aws, SplittableRandom random, int i, int slots) {
    List<String> kinds =
        List.of("/app/", "/app/", "/app/", "/aws/lambda/f-", "/unwanted/", "/secret/");
    String name = kinds.get(random.nextInt(kinds.size())) + i;
    String logClass =
        switch (random.nextInt(12)) {
          case 0 -> "INFREQUENT_ACCESS";
          case 1 -> "DELIVERY";
          case 2 -> "ESSENTIALS";
          default -> "STANDARD";
        };
    boolean linked = random.nextInt(25) == 0;
    Instant created =
        random.nextInt(10) == 0
            ? clock.instant().minus(Duration.ofMinutes(random.nextInt(60)))
            : Instant.parse("2025-01-01T00:00:00Z");
    ListedGroup group =
        aws.create(linked ? LINKED_ACCOUNT : SimulatedLogGroups.ACCOUNT, name, logClass, created);
    if (logClass.equals("STANDARD") && !linked) {
      plant(aws, random, group, slots);
      if (random.nextInt(40) == 0) {
        aws.vanishes(group);
      } else if (random.nextInt(60) == 0) {
        aws.deny(group);
      }
    }
  }

  private static void plant(
      SimulatedLogGroups aws, SplittableRandom random, ListedGroup group, int slots) {
    int others = random.nextInt(4) == 0 ? slots : random.nextInt(2);
    for (int i = 0; i < others; i++) {
      aws.plant(group, filter("vendor-" + i, THIRD_PARTY));
    }
    switch (random.nextInt(8)) {
      case 0 -> aws.plant(group, filter(FILTER_NAME, ALIAS));
      case 1 -> aws.plant(group, filter(FILTER_NAME, ALIAS.replace("AB12", "GONE")));
      case 2 -> aws.plant(group, filter(FILTER_NAME + ".old", ALIAS));
      case 3 -> aws.plant(group, filter(FILTER_NAME + "-2", THIRD_PARTY));
      case 4 -> aws.plant(group, filter("by-hand", ALIAS));
      default -> {}
    }
  }

  /// The third-party filters, by group and name.
  private static Map<String, Filter> thirdParty(SimulatedLogGroups aws) {
    Map<String, Filter> thirdParty = new TreeMap<>();
    aws.allFilters()
        .forEach(
            (group, filters) ->
                filters.stream()
                    .filter(filter -> !SELF.manages(filter.name()))
                    .forEach(filter -> thirdParty.put(group + " " + filter.name(), filter)));
    return thirdParty;
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void planAndApplyConvergeAndThirdPartyFiltersDoNotChange(long seed) throws Exception {
    SimulatedLogGroups aws = world(seed, seed % 2 == 0 ? 2 : 5);
    SubscribeReport planned = plan(aws, DesiredState.Mode.FILTERS);
    assertThat(planned.end()).isEqualTo(SubscribeReport.End.DONE);
    assertThat(planned.changes()).isGreaterThan(500);
    Map<String, Filter> before = thirdParty(aws);

    SubscribeReport applied = apply(aws, DesiredState.Mode.FILTERS);

    assertThat(applied.end()).as(applied.problem()).isEqualTo(SubscribeReport.End.DONE);
    assertThat(applied.outcomes())
        .filteredOn(outcome -> outcome.result() == SubscribeReport.Result.FAILED)
        .extracting(outcome -> outcome.step().group())
        .containsExactlyInAnyOrderElementsOf(denied(aws));
    assertThat(applied.counts())
        .containsKeys("attach", "update", "remove", "skip: own-group", "skip: never")
        .containsKeys("skip: slots-full", "skip: denied", "skip: linked-account", "skip: delivery")
        .containsKeys("skip: infrequent-access", "skip: not-wanted", "skip: by-hand");
    assertThat(applied.notReached()).isZero();
    assertThat(withoutDeletedGroups(aws, before)).isEqualTo(thirdParty(aws));
    assertThat(plan(aws, DesiredState.Mode.FILTERS).isEmpty()).isTrue();
    assertEveryGroupIsPushedOrPolled(aws);
    assertNoOwnGroupIsSubscribed(aws);
  }

  private static List<ListedGroup> denied(SimulatedLogGroups aws) {
    return aws.allGroups().stream().filter(aws::isDenied).toList();
  }

  private static Map<String, Filter> withoutDeletedGroups(
      SimulatedLogGroups aws, Map<String, Filter> before) {
    Map<String, Filter> left = new TreeMap<>(before);
    left.keySet().removeIf(key -> !aws.allFilters().containsKey(key.split(" ", -1)[0]));
    return left;
  }

  /// Every desired group is either pushed or polled, if that is possible.
  private void assertEveryGroupIsPushedOrPolled(SimulatedLogGroups aws)
      throws InterruptedException {
    Set<LogGroup> followed = Set.copyOf(delegations.followed());
    for (SubscribeReport.Outcome outcome : plan(aws, DesiredState.Mode.FILTERS).outcomes()) {
      ListedGroup group = outcome.step().group();
      if (aws.isDenied(group)) {
        continue; // its filters cannot be changed
      }
      boolean polled = followed.contains(group.id());
      boolean pushed =
          SELF.isLocal(group)
              && aws.filtersOf(group).stream()
                  .anyMatch(filter -> filter.name().equals(FILTER_NAME));
      switch (outcome.step().decision()) {
        case Decision.Keep _ -> assertThat(pushed && !polled).as(group.name()).isTrue();
        case Decision.Skip skip when skip.why().isPollable() ->
            assertThat(polled && !pushed).as(group.name()).isTrue();
        default -> assertThat(polled || pushed).as(group.name() + outcome).isFalse();
      }
    }
  }

  private static void assertNoOwnGroupIsSubscribed(SimulatedLogGroups aws) {
    for (String own : OWN_GROUPS) {
      assertThat(aws.allFilters().get("123456789012/eu-central-1/" + own))
          .noneMatch(filter -> filter.name().startsWith(FILTER_NAME));
    }
  }

  @Test
  void removeDeletesAllManagedFiltersAndNoOthers() throws Exception {
    SimulatedLogGroups aws = world(9, 5);
    apply(aws, DesiredState.Mode.FILTERS);
    Map<String, Filter> before = thirdParty(aws);

    run(aws, DesiredState.NOTHING, true);

    assertThat(run(aws, DesiredState.NOTHING, false).isEmpty()).isTrue();
    aws.allGroups().stream()
        .filter(group -> !aws.isDenied(group))
        .forEach(
            group ->
                assertThat(aws.filtersOf(group)).noneMatch(filter -> SELF.manages(filter.name())));
    assertThat(thirdParty(aws)).isEqualTo(before);
    assertThat(delegations.followed()).isEmpty();
  }

  @Test
  void requestsStayBelowTheQuotaAndThrottledOnesAreRetried() throws Exception {
    SimulatedLogGroups aws = world(5, 5);
    // Other clients use up the quota.
    for (int i = 0; i < 4; i++) {
      aws.failNext("PutSubscriptionFilter", SubscribeException.Reason.THROTTLED);
    }

    SubscribeReport report = apply(aws, DesiredState.Mode.FILTERS);

    assertThat(aws.throttled()).isZero();
    assertThat(report.end()).isEqualTo(SubscribeReport.End.DONE);
    assertThat(report.with(SubscribeReport.Result.FAILED)).isEqualTo(denied(aws).size());
  }

  @Test
  void laterRunsCompleteARunThatRanOutOfTime() throws Exception {
    SimulatedLogGroups aws = world(6, 5);
    int runs = 0;
    SubscribeReport report;
    do {
      report =
          reconciler(aws)
              .run(
                  new Reconciler.Request(desired(DesiredState.Mode.FILTERS), SELF, "", true),
                  Deadline.in(Duration.ofMinutes(6), clock),
                  SubscribeProgress.NONE);
      runs++;
      assertThat(report.end()).isIn(SubscribeReport.End.DONE, SubscribeReport.End.OUT_OF_TIME);
      assertThat(report.notReached() > 0)
          .isEqualTo(report.end() == SubscribeReport.End.OUT_OF_TIME);
    } while (!plan(aws, DesiredState.Mode.FILTERS).isEmpty() && runs < 10);

    assertThat(runs).isBetween(2, 9);
    assertEveryGroupIsPushedOrPolled(aws);
  }

  @Test
  void aPolicyExcludesOwnAndUnmatchedGroups() throws Exception {
    SimulatedLogGroups aws = small();
    apply(aws, DesiredState.Mode.FILTERS);

    SubscribeReport planned = plan(aws, DesiredState.Mode.ACCOUNT_POLICY);
    assertThat(planned.isEmpty()).isFalse();
    SubscribeReport applied = apply(aws, DesiredState.Mode.ACCOUNT_POLICY);

    assertThat(applied.end()).isEqualTo(SubscribeReport.End.DONE);
    AccountPolicy policy = aws.allPolicies().getFirst();
    List<String> excluded = new ArrayList<>(OWN_GROUPS);
    excluded.addAll(List.of("/secret/1", "/unwanted/1", "/by/hand", DEFAULT_GROUP));
    assertThat(policy.exclusions().names()).containsExactlyInAnyOrderElementsOf(excluded);
    assertThat(aws.allFilters().values().stream().flatMap(List::stream))
        .noneMatch(filter -> SELF.manages(filter.name()));
    assertThat(plan(aws, DesiredState.Mode.ACCOUNT_POLICY).isEmpty()).isTrue();

    aws.create("/unwanted/2", "STANDARD");
    assertThat(plan(aws, DesiredState.Mode.ACCOUNT_POLICY).policy().reason())
        .isEqualTo("excludes 10 groups, was 9");

    apply(aws, DesiredState.Mode.FILTERS);
    assertThat(aws.allPolicies()).isEmpty();
    assertThat(plan(aws, DesiredState.Mode.FILTERS).isEmpty()).isTrue();
  }

  private SimulatedLogGroups small() {
    SimulatedLogGroups aws = new SimulatedLogGroups(clock, 2);
    OWN_GROUPS.forEach(own -> aws.create(own, "STANDARD"));
    aws.create("/secret/1", "STANDARD");
    aws.create("/unwanted/1", "STANDARD");
    aws.create("/app/1", "STANDARD");
    aws.create("/app/2", "INFREQUENT_ACCESS");
    aws.plant(aws.create("/by/hand", "STANDARD"), filter("mine", ALIAS));
    return aws;
  }

  @Test
  void ownGroupsAreExcludedFromThePolicyBeforeTheyExist() throws Exception {
    SimulatedLogGroups aws = new SimulatedLogGroups(clock, 2);
    aws.create("/app/1", "STANDARD");

    apply(aws, DesiredState.Mode.ACCOUNT_POLICY);

    assertThat(aws.allPolicies().getFirst().exclusions().names()).containsAll(OWN_GROUPS);
  }

  @Test
  void aManagedPolicyThatDoesNotExcludeAnOwnGroupIsCorrected() throws Exception {
    SimulatedLogGroups aws = small();
    aws.plant(
        new AccountPolicy(
            FILTER_NAME, "", ALIAS, "", "", new PolicyExclusions(OWN_GROUPS.subList(1, 3))));

    SubscribeReport planned = plan(aws, DesiredState.Mode.ACCOUNT_POLICY);
    assertThat(planned.policy()).isInstanceOf(PolicyDecision.Put.class);
    apply(aws, DesiredState.Mode.ACCOUNT_POLICY);

    assertThat(aws.allPolicies().getFirst().exclusions().names()).containsAll(OWN_GROUPS);
  }

  @Test
  void aFeedbackLoopThroughAThirdPartyPolicyIsReported() throws Exception {
    SimulatedLogGroups aws = small();
    aws.plant(new AccountPolicy("theirs", "", ALIAS, "", "", new PolicyExclusions(List.of())));

    assertThat(plan(aws, DesiredState.Mode.FILTERS).problem())
        .contains("'theirs'", "feedback loop", "/aws/lambda/logs-subscription");
    SubscribeReport refused = apply(aws, DesiredState.Mode.ACCOUNT_POLICY);
    assertThat(refused.problem()).contains("'theirs'", "AWS allows one account policy");
    assertThat(aws.allPolicies()).extracting(AccountPolicy::name).containsExactly("theirs");
  }

  @Test
  void aPolicyThatExcludesTooManyGroupsIsRefusedAndFiltersStay() throws Exception {
    SimulatedLogGroups aws = small();
    apply(aws, DesiredState.Mode.FILTERS);
    for (int i = 0; i < 250; i++) {
      aws.create("/unwanted/" + "x".repeat(100) + i, "STANDARD");
    }

    SubscribeReport report = apply(aws, DesiredState.Mode.ACCOUNT_POLICY);

    assertThat(report.problem()).contains("25,000 bytes", "259 groups");
    assertThat(aws.allPolicies()).isEmpty();
    assertThat(aws.allFilters().get("123456789012/eu-central-1//app/1")).hasSize(1);
  }
}
