package dev.cwforwarder.subscribe.plan;

import static dev.cwforwarder.subscribe.plan.TestStack.ACCOUNT;
import static dev.cwforwarder.subscribe.plan.TestStack.ALIAS;
import static dev.cwforwarder.subscribe.plan.TestStack.DEFAULT_GROUP;
import static dev.cwforwarder.subscribe.plan.TestStack.FILTER_NAME;
import static dev.cwforwarder.subscribe.plan.TestStack.LINKED_ACCOUNT;
import static dev.cwforwarder.subscribe.plan.TestStack.OWN_GROUPS;
import static dev.cwforwarder.subscribe.plan.TestStack.REGION;
import static dev.cwforwarder.subscribe.plan.TestStack.SELF;
import static dev.cwforwarder.subscribe.plan.TestStack.THIRD_PARTY;
import static dev.cwforwarder.subscribe.plan.TestStack.filter;
import static dev.cwforwarder.subscribe.plan.TestStack.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.LogGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The decision about the account policy.
final class PolicyPlannerTest {
  private static final Rule.Template ERRORS =
      new Rule.Template("ERROR", THIRD_PARTY, "the-role", "Random", List.of(), false);
  private static final DesiredState FILTERS = desired(DesiredState.Mode.FILTERS, ERRORS);
  private static final DesiredState POLICY = desired(DesiredState.Mode.ACCOUNT_POLICY, ERRORS);
  private static final Filter FILTER = filter(FILTER_NAME, ALIAS);

  private static DesiredState desired(DesiredState.Mode mode, Rule.Template template) {
    return new DesiredState(List.of(rule("all", "/", template)), _ -> false, mode, false);
  }

  private static PolicyDecision plan(
      DesiredState desired, List<Step> steps, AccountPolicy... current) {
    return PolicyPlanner.plan(desired, SELF, new SubscriptionPlan(steps), List.of(current));
  }

  private static Step step(String account, String region, Decision decision) {
    ListedGroup group =
        new ListedGroup(new LogGroup(account, region, "/app"), "arn", "STANDARD", Instant.EPOCH);
    return new Step(group, decision);
  }

  private static Step step(Decision decision) {
    return step(ACCOUNT, REGION, decision);
  }

  private static Decision skip(SkipReason why) {
    return new Decision.Skip(why, "");
  }

  /// The exclusions that every policy needs, and `more`.
  private static PolicyExclusions exclusions(String... more) {
    List<String> names = new ArrayList<>(OWN_GROUPS);
    names.add(DEFAULT_GROUP);
    names.addAll(Arrays.asList(more));
    return new PolicyExclusions(names);
  }

  private static AccountPolicy policy(String name, PolicyExclusions exclusions) {
    return new AccountPolicy(name, "ERROR", THIRD_PARTY, "the-role", "Random", exclusions);
  }

  private static List<String> excludedBy(Step... steps) {
    return ((PolicyDecision.Put) plan(POLICY, List.of(steps))).policy().exclusions().names();
  }

  @Test
  void thePolicyHasTheRulesFilterAndExcludesOwnGroups() {
    assertThat(plan(POLICY, List.of()))
        .isEqualTo(
            new PolicyDecision.Put(policy(FILTER_NAME, exclusions()), "there is no policy yet"));
  }

  @Test
  void aRuleWithoutADestinationSendsEventsToTheForwarder() {
    DesiredState everything = desired(DesiredState.Mode.ACCOUNT_POLICY, Rule.Template.EVERYTHING);

    assertThat(plan(everything, List.of()))
        .isEqualTo(
            new PolicyDecision.Put(
                new AccountPolicy(FILTER_NAME, "", ALIAS, "", "ByLogStream", exclusions()),
                "there is no policy yet"));
  }

  @ParameterizedTest
  @EnumSource(names = {"OWN_GROUP", "NEVER", "NOT_WANTED", "BY_HAND"})
  void groupsThatMustNotBePushedAreExcluded(SkipReason why) {
    assertThat(excludedBy(step(skip(why)))).contains("/app");
  }

  @ParameterizedTest
  @EnumSource(names = {"LINKED_ACCOUNT", "INFREQUENT_ACCESS", "DELIVERY", "DENIED", "SLOTS_FULL"})
  void groupsThatThePolicyDoesNotApplyToAreNotExcluded(SkipReason why) {
    assertThat(excludedBy(step(skip(why)))).doesNotContain("/app");
  }

  @Test
  void aGroupWhoseFilterIsRemovedIsExcludedUnlessThePolicyAppliesToIt() {
    assertThat(excludedBy(step(new Decision.Remove(FILTER, "no rule matches it"))))
        .contains("/app");
    assertThat(
            excludedBy(
                step(new Decision.Remove(FILTER, SubscriptionPlanner.COVERED)),
                step(new Decision.Covered(SubscriptionPlanner.COVERED))))
        .doesNotContain("/app");
  }

  @Test
  void groupsOfAnotherAccountOrRegionAreNotExcluded() {
    assertThat(
            excludedBy(
                step(LINKED_ACCOUNT, REGION, skip(SkipReason.NOT_WANTED)),
                step(ACCOUNT, "us-east-1", skip(SkipReason.NOT_WANTED))))
        .doesNotContain("/app");
  }

  @Test
  void anUpToDatePolicyIsKept() {
    AccountPolicy current = policy(FILTER_NAME, exclusions("/app"));

    assertThat(plan(POLICY, List.of(step(skip(SkipReason.NEVER))), current))
        .isEqualTo(new PolicyDecision.Keep(current, "up to date"));
  }

  @Test
  void theReasonNamesWhatChanges() {
    AccountPolicy desired = policy(FILTER_NAME, exclusions());

    assertThat(plan(POLICY, List.of(), policy(FILTER_NAME, exclusions("/a", "/b"))))
        .isEqualTo(new PolicyDecision.Put(desired, "excludes 6 groups, was 8"));
    assertThat(
            plan(
                POLICY,
                List.of(),
                new AccountPolicy(
                    FILTER_NAME, "", THIRD_PARTY, "the-role", "Random", exclusions())))
        .isEqualTo(new PolicyDecision.Put(desired, "pattern or destination changed"));
  }

  @ParameterizedTest
  @MethodSource("managedNames")
  void aManagedPolicyIsRemovedOnceFiltersAreConfigured(String name) {
    AccountPolicy current = policy(name, exclusions());

    assertThat(plan(FILTERS, List.of(), current))
        .isEqualTo(new PolicyDecision.Remove(current, "no account policy is configured"));
  }

  private static List<String> managedNames() {
    return List.of(FILTER_NAME, FILTER_NAME + ".old");
  }

  @Test
  void aThirdPartyPolicyIsNeverChanged() {
    AccountPolicy thirdParty = policy(FILTER_NAME + "-2", exclusions());

    assertThat(plan(FILTERS, List.of(), thirdParty)).isEqualTo(new PolicyDecision.None(""));
    assertThat(plan(POLICY, List.of(), thirdParty))
        .isInstanceOf(PolicyDecision.Refuse.class)
        .extracting(PolicyDecision::reason)
        .asString()
        .contains("'" + FILTER_NAME + "-2'", "use mode: filters");
  }

  @Test
  void aFeedbackLoopThroughAThirdPartyPolicyIsReported() {
    AccountPolicy loop =
        new AccountPolicy("theirs", "", ALIAS + "-2", "", "", new PolicyExclusions(OWN_GROUPS));
    AccountPolicy noLoop = new AccountPolicy("theirs", "", ALIAS, "", "", exclusions());

    assertThat(plan(FILTERS, List.of(), loop).reason())
        .contains("'theirs'", "feedback loop", DEFAULT_GROUP);
    assertThat(plan(FILTERS, List.of(), noLoop)).isEqualTo(new PolicyDecision.None(""));
  }

  @Test
  void theExclusionsFitTheQuotaExactlyOrThePolicyIsRefused() {
    int free = PolicyExclusions.MAX_BYTES - exclusions("/").bytes() + 1;

    assertThat(plan(POLICY, List.of(notWanted("/".repeat(free)))))
        .isInstanceOf(PolicyDecision.Put.class);
    assertThat(plan(POLICY, List.of(notWanted("/".repeat(free + 1)))).reason())
        .contains("25,000 bytes", "25,001 bytes", "7 groups");
  }

  private static Step notWanted(String name) {
    return new Step(
        new ListedGroup(new LogGroup(ACCOUNT, REGION, name), "arn", "STANDARD", Instant.EPOCH),
        skip(SkipReason.NOT_WANTED));
  }
}
