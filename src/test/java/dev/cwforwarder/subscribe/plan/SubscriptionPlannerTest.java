package dev.cwforwarder.subscribe.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Decisions about one group at a time.
final class SubscriptionPlannerTest {
  private static final String ACCOUNT = "123456789012";
  private static final String REGION = "eu-central-1";
  private static final String ALIAS =
      "arn:aws:lambda:eu-central-1:123456789012:function:logs-Subscription-AB12:live";
  private static final String OTHERS = "arn:aws:lambda:eu-central-1:123456789012:function:others";
  private static final String NAME = "clickstack-forwarder-logs";
  private static final Identity US =
      new Identity(ACCOUNT, REGION, NAME, ALIAS, Set.of("/aws/lambda/logs-subscription"));

  private static Rule rule(String name, String prefix, Rule.Template template) {
    return new Rule(name, group -> group.startsWith(prefix), Map.of(), Set.of(), template);
  }

  private static DesiredState wanted(Rule... rules) {
    return new DesiredState(List.of(rules), "/secret"::equals, DesiredState.Mode.FILTERS, false);
  }

  private static final DesiredState ALL = wanted(rule("all", "/", Rule.Template.EVERYTHING));

  private static Filter filter(String name, String destination) {
    return new Filter(name, "", destination, "", "", List.of(), false);
  }

  private static FoundGroup group(String name, String logClass, Filter... filters) {
    return group(ACCOUNT, name, logClass, null, filters);
  }

  private static FoundGroup group(
      String account, String name, String logClass, @Nullable Refusal refusal, Filter... filters) {
    return new FoundGroup(
        new LogGroup(account, REGION, name, "arn:" + name, logClass, Instant.EPOCH),
        Map.of(),
        List.of(filters),
        refusal);
  }

  private static List<Decision> decide(DesiredState wanted, FoundGroup found) {
    return SubscriptionPlanner.plan(wanted, US, List.of(found)).steps().stream()
        .map(Step::decision)
        .toList();
  }

  private static Decision only(DesiredState wanted, FoundGroup found) {
    List<Decision> decisions = decide(wanted, found);
    assertThat(decisions).hasSize(1);
    return decisions.getFirst();
  }

  @Test
  void aWantedGroupIsAttachedBesideTheFiltersOfOthers() {
    assertThat(only(ALL, group("/app", "STANDARD", filter("datadog", OTHERS))))
        .isEqualTo(new Decision.Attach(filter(NAME, ALIAS), "rule 'all'"));
  }

  @Test
  void aGroupWithItsFilterIsKept() {
    assertThat(only(ALL, group("/app", "STANDARD", filter(NAME, ALIAS))).shown()).isEqualTo("keep");
  }

  @Test
  void aFilterOfOursThatDiffersIsWrittenOver() {
    Decision decision = only(ALL, group("/app", "STANDARD", filter(NAME, ALIAS + "-gone")));

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
  void everyPartOfAFilterIsCompared(
      String pattern, String role, String spread, String fields, boolean changed, String reason) {
    Rule.Template template =
        new Rule.Template(
            pattern, "", role, spread, fields.isEmpty() ? List.of() : List.of(fields), changed);

    assertThat(
            only(wanted(rule("r", "/", template)), group("/app", "STANDARD", filter(NAME, ALIAS)))
                .reason())
        .isEqualTo(reason);
  }

  @Test
  void theFirstRuleThatMeansAGroupDecides() {
    Rule.Template errors = new Rule.Template("ERROR", "", "", "", List.of(), false);
    DesiredState two =
        wanted(rule("api", "/api", errors), rule("all", "/", Rule.Template.EVERYTHING));

    assertThat(only(two, group("/api/x", "STANDARD")).reason()).isEqualTo("rule 'api'");
    assertThat(only(two, group("/web", "STANDARD")).reason()).isEqualTo("rule 'all'");
  }

  @Test
  void tagsAndClassesAreConditions() {
    Rule prod =
        new Rule(
            "prod",
            _ -> true,
            Map.of("env", "prod"::equals),
            Set.of("STANDARD"),
            Rule.Template.EVERYTHING);
    FoundGroup tagged =
        new FoundGroup(group("/app", "STANDARD").group(), Map.of("env", "prod"), List.of(), null);
    FoundGroup other =
        new FoundGroup(group("/app", "STANDARD").group(), Map.of("env", "dev"), List.of(), null);

    assertThat(only(wanted(prod), tagged).shown()).isEqualTo("attach");
    assertThat(only(wanted(prod), other).shown()).isEqualTo("skip: not-wanted");
    assertThat(only(wanted(prod), group("/app", "STANDARD")).shown()).isEqualTo("skip: not-wanted");
    assertThat(only(wanted(prod), group("/app", "INFREQUENT_ACCESS")).shown())
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
          123456789012, /app,                            STANDARD,    DENIED, skip: denied
          """)
  void whatIsNotSubscribedIsSaidWithTheReason(
      String account, String name, String logClass, @Nullable Refusal refusal, String shown) {
    Decision decision = only(ALL, group(account, name, logClass, refusal));

    assertThat(decision.shown()).isEqualTo(shown);
    assertThat(decision.reason()).isNotEmpty();
  }

  @Test
  void noNumberOfFiltersIsTooMuchBeforeAwsSaysSo() {
    Filter[] many = new Filter[7];
    for (int i = 0; i < many.length; i++) {
      many[i] = filter("other-" + i, OTHERS);
    }

    assertThat(only(ALL, group("/app", "STANDARD", many)).shown()).isEqualTo("attach");
  }

  @Test
  void whatIsNotWantedAnyMoreGoesAndNothingElse() {
    Decision decision =
        only(wanted(), group("/app", "STANDARD", filter("datadog", OTHERS), filter(NAME, ALIAS)));

    assertThat(decision).isEqualTo(new Decision.Remove(filter(NAME, ALIAS), "no rule means it"));
  }

  @Test
  void filtersOfAnotherStackWithALongerNameAreOfOthers() {
    FoundGroup found = group("/app", "STANDARD", filter(NAME + "-2", OTHERS));

    assertThat(only(wanted(), found).shown()).isEqualTo("skip: not-wanted");
    assertThat(only(ALL, found).shown()).isEqualTo("attach");
  }

  @Test
  void furtherFiltersOfOursGo() {
    assertThat(
            decide(
                ALL, group("/app", "STANDARD", filter(NAME + ".old", ALIAS), filter(NAME, ALIAS))))
        .extracting(Decision::shown)
        .containsExactly("keep", "remove");
  }

  @Test
  void aFilterMadeByHandThatLeadsHereIsNotDoubled() {
    Decision decision =
        only(ALL, group("/app", "STANDARD", filter("mine", ALIAS.replace(":live", ":7"))));

    assertThat(decision.shown()).isEqualTo("skip: by-hand");
    assertThat(decision.reason()).contains("'mine'");
  }

  @Test
  void aLoopThroughAFilterOfOursIsCut() {
    Decision decision =
        only(ALL, group("/aws/lambda/logs-subscription", "STANDARD", filter(NAME, ALIAS)));

    assertThat(decision).isInstanceOf(Decision.Remove.class);
    assertThat(decision.reason()).contains("it would go in circles");
  }

  @Test
  void aLoopThroughAFilterOfOthersIsNamedAndLeftToThem() {
    Decision decision =
        only(ALL, group("/aws/lambda/logs-subscription", "STANDARD", filter("mine", ALIAS)));

    assertThat(decision.shown()).isEqualTo("skip: own-group");
    assertThat(decision.reason()).contains("'mine'", "in circles", "remove that");
  }

  @Test
  void whoIsNotKnownToItselfPlansNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Identity(ACCOUNT, REGION, NAME, ALIAS, Set.of()))
        .withMessageContaining("own log groups are not known");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Identity(ACCOUNT, REGION, "datadog", ALIAS, Set.of("/x")))
        .withMessageContaining("begins with 'clickstack-forwarder-'");
  }
}
