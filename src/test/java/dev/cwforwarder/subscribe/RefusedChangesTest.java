package dev.cwforwarder.subscribe;

import static dev.cwforwarder.subscribe.plan.TestStack.FILTER_NAME;
import static dev.cwforwarder.subscribe.plan.TestStack.SELF;
import static dev.cwforwarder.subscribe.plan.TestStack.filter;
import static dev.cwforwarder.subscribe.plan.TestStack.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.subscribe.plan.DesiredState;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.subscribe.plan.Rule;
import dev.cwforwarder.subscribe.plan.TestStack;
import dev.cwforwarder.testing.aws.SimulatedLogGroups;
import dev.cwforwarder.testing.time.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Changes and requests that AWS refuses are failures; only what AWS says about a log group itself
/// is a reason to skip it.
final class RefusedChangesTest {
  private final ManualClock clock = new ManualClock();
  private final SimulatedLogGroups aws = new SimulatedLogGroups(clock, 2);
  private final ListedGroup app = aws.create("/app", "STANDARD");

  private SubscribeReport apply(DesiredState.Mode mode) throws InterruptedException {
    DesiredState desired =
        new DesiredState(
            List.of(rule("all", "/app", Rule.Template.EVERYTHING)), "/secret"::equals, mode, false);
    return new Reconciler(aws, aws, null, clock, new SplittableRandom(1), clock)
        .run(
            new Reconciler.Request(desired, SELF, "", true),
            Deadline.in(Duration.ofHours(1), clock),
            SubscribeProgress.NONE);
  }

  private SubscribeReport apply() throws InterruptedException {
    return apply(DesiredState.Mode.FILTERS);
  }

  @ParameterizedTest
  @EnumSource(
      value = SubscribeException.Reason.class,
      names = {"DENIED", "DESTINATION", "UNEXPECTED", "CLASS"})
  void aRefusedFilterOfAStandardGroupIsAFailure(SubscribeException.Reason reason) throws Exception {
    aws.failNext("PutSubscriptionFilter", reason);

    SubscribeReport report = apply();

    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.outcomes().getFirst().step().decision().label()).isEqualTo("attach");
    assertThat(report.outcomes().getFirst().message()).contains("fails intentionally");
  }

  @Test
  void aRefusedUpdateIsAFailure() throws Exception {
    aws.plant(app, filter(FILTER_NAME, TestStack.THIRD_PARTY));
    aws.failNext("PutSubscriptionFilter", SubscribeException.Reason.DENIED);

    SubscribeReport report = apply();

    assertThat(report.outcomes()).hasSize(1);
    assertThat(report.outcomes().getFirst().result()).isEqualTo(SubscribeReport.Result.FAILED);
    assertThat(report.outcomes().getFirst().step().decision().label()).isEqualTo("update");
  }

  @Test
  void aMissingDestinationIsAFailureAndADeletedGroupIsNot() throws Exception {
    aws.failNext("PutSubscriptionFilter", SubscribeException.Reason.GONE);
    assertThat(apply().failed()).isEqualTo(1);

    aws.vanishes(app);
    SubscribeReport deleted = apply();
    assertThat(deleted.failed()).isZero();
  }

  @Test
  void aGroupWhoseFiltersAreNotShownIsAFailureInPlaceOfASkip() throws Exception {
    aws.deny(aws.create("/other", "STANDARD"));

    SubscribeReport report = apply();

    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.outcomes())
        .filteredOn(outcome -> outcome.result() == SubscribeReport.Result.FAILED)
        .allSatisfy(
            outcome -> {
              assertThat(outcome.step().decision().label()).isEqualTo("skip: denied");
              assertThat(outcome.message()).contains("AccessDeniedException: /other");
            });
  }

  @Test
  void aPolicyExcludesAGroupThatIsNeverSubscribedEvenIfItsFiltersAreNotShown() throws Exception {
    aws.deny(aws.create("/secret", "STANDARD"));

    SubscribeReport report = apply(DesiredState.Mode.ACCOUNT_POLICY);

    assertThat(report.failed()).isEqualTo(1);
    assertThat(aws.allPolicies().getFirst().exclusions().names())
        .contains("/secret")
        .doesNotContain("/app");
  }
}
