package dev.cwforwarder.subscribe.plan;

import static dev.cwforwarder.subscribe.plan.TestStack.ACCOUNT;
import static dev.cwforwarder.subscribe.plan.TestStack.ALIAS;
import static dev.cwforwarder.subscribe.plan.TestStack.FILTER_NAME;
import static dev.cwforwarder.subscribe.plan.TestStack.REGION;
import static dev.cwforwarder.subscribe.plan.TestStack.SELF;
import static dev.cwforwarder.subscribe.plan.TestStack.THIRD_PARTY;
import static dev.cwforwarder.subscribe.plan.TestStack.filter;
import static dev.cwforwarder.subscribe.plan.TestStack.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cwforwarder.model.LogGroup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The decision about one log group at a time.
final class SubscriptionPlannerTest {
  private static DesiredState desired(Rule... rules) {
    return new DesiredState(List.of(rules), "/secret"::equals, DesiredState.Mode.FILTERS, false);
  }

  private static final DesiredState ALL = desired(rule("all", "/", Rule.Template.EVERYTHING));

  private static final DesiredState ALL_GROUPS = desired(rule("all", "", Rule.Template.EVERYTHING));

  private static final Identity TRACED =
      new Identity(ACCOUNT, REGION, FILTER_NAME, ALIAS, SELF.ownGroups(), true);

  private static FoundGroup group(String name, String logClass, Filter... filters) {
    return group(ACCOUNT, name, logClass, null, filters);
  }

  private static FoundGroup group(
      String account, String name, String logClass, @Nullable Refusal refusal, Filter... filters) {
    return new FoundGroup(
        new ListedGroup(
            new LogGroup(account, REGION, name), "arn:" + name, logClass, Instant.EPOCH),
        Map.of(),
        List.of(filters),
        refusal);
  }

  private static List<Decision> decide(DesiredState desired, FoundGroup found) {
    return steps(desired, found).stream().map(Step::decision).toList();
  }

  private static List<Step> steps(DesiredState desired, FoundGroup found) {
    return SubscriptionPlanner.plan(desired, SELF, LoopingGroups.NONE, List.of(found)).steps();
  }

  private static Decision only(DesiredState desired, FoundGroup found) {
    List<Decision> decisions = decide(desired, found);
    assertThat(decisions).hasSize(1);
    return decisions.getFirst();
  }

  @Test
  void aMatchingGroupIsAttachedInAdditionToThirdPartyFilters() {
    assertThat(only(ALL, group("/app", "STANDARD", filter("datadog", THIRD_PARTY))))
        .isEqualTo(new Decision.Attach(filter(FILTER_NAME, ALIAS), "rule 'all'"));
  }

  @Test
  void aFilterForSpansExcludesThoseInProgressAndTheForwardersOwn() {
    Decision decision = only(ALL_GROUPS, group("aws/spans", "STANDARD"));

    assertThat(decision).isInstanceOf(Decision.Attach.class);
    assertThat(((Decision.Attach) decision).filter().pattern())
        .startsWith(
            "{ ($.attributes.['aws.xray.inprogress'] NOT EXISTS) &&"
                + " (($.resource.attributes.['service.name'] NOT EXISTS) ||"
                + " ($.resource.attributes.['service.name'] != \"logs-SubscriptionFunction-*\" && ")
        .endsWith(" != \"logs-FingerprintFunction-*\")) }")
        .hasSizeLessThan(1_024);
    assertThat(SpanPattern.problem(steps(ALL_GROUPS, group("aws/spans", "STANDARD")), TRACED))
        .isEmpty();
  }

  /// CloudFormation shortens the names of their functions.
  @ParameterizedTest
  @CsvSource({"30, false", "31, true", "128, true"})
  void aLoopOfSpansIsReportedForAStackWhoseFunctionsNoPatternCanExclude(
      int length, boolean isLoop) {
    Identity self =
        new Identity(
            ACCOUNT, REGION, Identity.PREFIX + "s".repeat(length), ALIAS, SELF.ownGroups(), true);
    List<Step> steps =
        SubscriptionPlanner.plan(
                ALL_GROUPS, self, LoopingGroups.NONE, List.of(group("aws/spans", "STANDARD")))
            .steps();

    String pattern = ((Decision.Attach) steps.getFirst().decision()).filter().pattern();
    assertThat(pattern).contains("aws.xray.inprogress").hasSizeLessThan(1_024);
    assertThat(pattern.contains("service.name")).isNotEqualTo(isLoop);
    assertThat(SpanPattern.problem(steps, self).contains("a stack with a shorter name"))
        .isEqualTo(isLoop);
  }

  @Test
  void aPatternOfTheRuleIsUsedForSpansAndReportedWhileTheForwarderIsTraced() {
    DesiredState own =
        desired(rule("own", "", new Rule.Template("{ $.x = 1 }", "", "", "", List.of(), false)));
    List<Step> steps = steps(own, group("aws/spans", "STANDARD"));

    assertThat(((Decision.Attach) steps.getFirst().decision()).filter().pattern())
        .isEqualTo("{ $.x = 1 }");
    assertThat(SpanPattern.problem(steps, SELF)).isEmpty();
    assertThat(SpanPattern.problem(steps, TRACED))
        .startsWith("the filter '" + FILTER_NAME + "' sends aws/spans to the forwarder without")
        .contains("Set Tracing to off");
  }

  @Test
  void aFilterByHandAndAnAccountPolicyForSpansAreReportedWhileTheForwarderIsTraced() {
    DesiredState policy =
        new DesiredState(ALL_GROUPS.rules(), _ -> false, DesiredState.Mode.ACCOUNT_POLICY, false);

    assertThat(
            SpanPattern.problem(
                steps(ALL_GROUPS, group("aws/spans", "STANDARD", filter("mine", ALIAS))), TRACED))
        .startsWith("a filter that this stack does not manage sends aws/spans");
    assertThat(SpanPattern.problem(steps(policy, group("aws/spans", "STANDARD")), TRACED))
        .startsWith("the account policy sends aws/spans");
    assertThat(SpanPattern.problem(steps(policy, group("/app", "STANDARD")), TRACED)).isEmpty();
  }

  @Test
  void aGroupWithAnUpToDateFilterIsKept() {
    assertThat(only(ALL, group("/app", "STANDARD", filter(FILTER_NAME, ALIAS))).label())
        .isEqualTo("keep");
  }

  @Test
  void aManagedFilterThatDiffersIsUpdated() {
    Decision decision = only(ALL, group("/app", "STANDARD", filter(FILTER_NAME, ALIAS + "-gone")));

    assertThat(decision).isInstanceOf(Decision.Update.class);
    assertThat(decision.reason())
        .isEqualTo("destination '%s-gone' becomes '%1$s'".formatted(ALIAS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ERROR | ''  | ByLogStream | ''           | false | pattern '' becomes 'ERROR'
          ''    | ''  | Random      | ''           | false | distribution 'ByLogStream' becomes 'Random'
          ''    | ''  | ''          | @aws.account | false | system fields '[]' becomes '[@aws.account]'
          ''    | ''  | ''          | ''           | true  | transformed 'false' becomes 'true'
          ''    | r   | ''          | ''           | false | role '' becomes 'r'
          """)
  void everyPropertyOfAFilterIsCompared(
      String pattern,
      String role,
      String distribution,
      String fields,
      boolean transformed,
      String reason) {
    Rule.Template template =
        new Rule.Template(
            pattern,
            "",
            role,
            distribution,
            fields.isEmpty() ? List.of() : List.of(fields),
            transformed);

    assertThat(
            only(
                    desired(rule("r", "/", template)),
                    group("/app", "STANDARD", filter(FILTER_NAME, ALIAS)))
                .reason())
        .isEqualTo(reason);
  }

  @Test
  void theFirstMatchingRuleApplies() {
    Rule.Template errors = new Rule.Template("ERROR", "", "", "", List.of(), false);
    DesiredState two =
        desired(rule("api", "/api", errors), rule("all", "/", Rule.Template.EVERYTHING));

    assertThat(only(two, group("/api/x", "STANDARD")).reason()).isEqualTo("rule 'api'");
    assertThat(only(two, group("/web", "STANDARD")).reason()).isEqualTo("rule 'all'");
  }

  @Test
  void tagsAndClassesAreConditions() {
    Rule prod =
        new Rule(
            "prod",
            _ -> true,
            Set.of(),
            Map.of("env", "prod"::equals),
            Set.of("STANDARD"),
            Rule.Template.EVERYTHING);
    FoundGroup tagged =
        new FoundGroup(group("/app", "STANDARD").group(), Map.of("env", "prod"), List.of(), null);
    FoundGroup other =
        new FoundGroup(group("/app", "STANDARD").group(), Map.of("env", "dev"), List.of(), null);

    assertThat(only(desired(prod), tagged).label()).isEqualTo("attach");
    assertThat(only(desired(prod), other).label()).isEqualTo("skip: not-wanted");
    assertThat(only(desired(prod), group("/app", "STANDARD")).label())
        .isEqualTo("skip: not-wanted");
    assertThat(only(desired(prod), group("/app", "INFREQUENT_ACCESS")).label())
        .isEqualTo("skip: not-wanted");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          123456789012, /aws/lambda/logs-subscription,   STANDARD,          , skip: own-group
          123456789012, /aws/lambda/logs-Subscription-AB12, STANDARD,       , skip: own-group
          123456789012, /secret,                         STANDARD,          , skip: never
          210987654321, /app,                            STANDARD,          , skip: linked-account
          210987654321, /aws/lambda/logs-subscription,   STANDARD,          , skip: linked-account
          123456789012, other,                           STANDARD,          , skip: not-wanted
          123456789012, /app,                            INFREQUENT_ACCESS, , skip: infrequent-access
          123456789012, /app,                            ESSENTIALS,        , attach
          123456789012, /app,                            ESSENTIALS,   CLASS, skip: infrequent-access
          123456789012, /app,                            DELIVERY,          , skip: delivery
          123456789012, /app,                            STANDARD, SLOTS_FULL, skip: slots-full
          """)
  void aSkippedGroupIsReportedWithTheReason(
      String account, String name, String logClass, @Nullable Refusal refusal, String label) {
    Decision decision = only(ALL, group(account, name, logClass, refusal));

    assertThat(decision.label()).isEqualTo(label);
    assertThat(decision.reason()).isNotEmpty();
  }

  @Test
  void aGroupIsFullOnlyWhenAwsRefusesAFilter() {
    Filter[] many = new Filter[7];
    for (int i = 0; i < many.length; i++) {
      many[i] = filter("other-" + i, THIRD_PARTY);
    }

    assertThat(only(ALL, group("/app", "STANDARD", many)).label()).isEqualTo("attach");
  }

  @Test
  void onlyManagedFiltersAreRemovedFromAGroupWithoutARule() {
    Decision decision =
        only(
            desired(),
            group("/app", "STANDARD", filter("datadog", THIRD_PARTY), filter(FILTER_NAME, ALIAS)));

    assertThat(decision)
        .isEqualTo(new Decision.Remove(filter(FILTER_NAME, ALIAS), "no rule matches it"));
  }

  @Test
  void filtersOfAStackWithALongerNameAreThirdPartyFilters() {
    FoundGroup found = group("/app", "STANDARD", filter(FILTER_NAME + "-2", THIRD_PARTY));

    assertThat(only(desired(), found).label()).isEqualTo("skip: not-wanted");
    assertThat(only(ALL, found).label()).isEqualTo("attach");
  }

  @Test
  void additionalManagedFiltersAreRemoved() {
    assertThat(
            decide(
                ALL,
                group(
                    "/app",
                    "STANDARD",
                    filter(FILTER_NAME + ".old", ALIAS),
                    filter(FILTER_NAME, ALIAS))))
        .extracting(Decision::label)
        .containsExactly("keep", "remove");
  }

  @Test
  void aGroupWithAnUnmanagedFilterToTheForwarderGetsNoSecondOne() {
    Decision decision =
        only(ALL, group("/app", "STANDARD", filter("mine", ALIAS.replace(":live", ":7"))));

    assertThat(decision.label()).isEqualTo("skip: by-hand");
    assertThat(decision.reason()).contains("'mine'");
  }

  @Test
  void aManagedFilterThatCreatesAFeedbackLoopIsRemoved() {
    Decision decision =
        only(ALL, group("/aws/lambda/logs-subscription", "STANDARD", filter(FILTER_NAME, ALIAS)));

    assertThat(decision).isInstanceOf(Decision.Remove.class);
    assertThat(decision.reason()).contains("feedback loop");
  }

  @Test
  void anUnmanagedFilterThatCreatesAFeedbackLoopIsReported() {
    Decision decision =
        only(ALL, group("/aws/lambda/logs-subscription", "STANDARD", filter("mine", ALIAS)));

    assertThat(decision.label()).isEqualTo("skip: own-group");
    assertThat(decision.reason()).contains("'mine'", "creates a feedback loop", "delete it");
  }

  @Test
  void anIncompleteIdentityIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Identity(ACCOUNT, REGION, FILTER_NAME, ALIAS, Set.of()))
        .withMessageContaining("own log groups are not set");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Identity(ACCOUNT, REGION, "datadog", ALIAS, Set.of("/x")))
        .withMessageContaining("starts with 'clickstack-forwarder-'");
  }
}
