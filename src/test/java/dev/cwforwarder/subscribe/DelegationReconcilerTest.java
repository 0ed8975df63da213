package dev.cwforwarder.subscribe;

import static dev.cwforwarder.subscribe.plan.TestStack.ACCOUNT;
import static dev.cwforwarder.subscribe.plan.TestStack.ALIAS;
import static dev.cwforwarder.subscribe.plan.TestStack.LINKED_ACCOUNT;
import static dev.cwforwarder.subscribe.plan.TestStack.SELF;
import static dev.cwforwarder.subscribe.plan.TestStack.THIRD_PARTY;
import static dev.cwforwarder.subscribe.plan.TestStack.filter;
import static dev.cwforwarder.subscribe.plan.TestStack.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.subscribe.plan.Delegation;
import dev.cwforwarder.subscribe.plan.DesiredState;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.subscribe.plan.Rule;
import dev.cwforwarder.subscribe.plan.SkipReason;
import dev.cwforwarder.testing.aws.SimulatedLogGroups;
import dev.cwforwarder.testing.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The delegations to polling that runs of [Reconciler] write.
final class DelegationReconcilerTest {
  private final ManualClock clock = new ManualClock();
  private final SimulatedLogGroups aws = new SimulatedLogGroups(clock, 2);
  private final MemoryDelegations delegations = new MemoryDelegations();

  private SubscribeReport run(@Nullable Polling polling, String prefix, boolean apply)
      throws InterruptedException {
    DesiredState desired =
        new DesiredState(
            List.of(rule("r", prefix, Rule.Template.EVERYTHING)),
            _ -> false,
            DesiredState.Mode.FILTERS,
            true);
    return new Reconciler(aws, aws, polling, clock, new SplittableRandom(1), clock)
        .run(
            new Reconciler.Request(desired, SELF, "", apply),
            Deadline.in(Duration.ofHours(1), clock),
            SubscribeProgress.NONE);
  }

  private SubscribeReport apply(String prefix) throws InterruptedException {
    return run(delegations.polling(), prefix, true);
  }

  private SubscribeReport plan() throws InterruptedException {
    return run(delegations.polling(), "/", false);
  }

  private ListedGroup full() {
    ListedGroup group = aws.create("/app/full", "STANDARD");
    aws.plant(group, filter("a", THIRD_PARTY));
    aws.plant(group, filter("b", THIRD_PARTY));
    return group;
  }

  private ListedGroup createdBefore(Duration age) {
    return aws.create(ACCOUNT, "/app/new", "STANDARD", clock.instant().minus(age));
  }

  private Delegation.Until rangeOf(ListedGroup group) {
    return (Delegation.Until) delegations.of(group).orElseThrow();
  }

  private static Delegation followed(Instant since) {
    return new Delegation.Follow(SkipReason.SLOTS_FULL, 2, since);
  }

  @Test
  void aFullGroupIsPolledUntilAFilterIsFreeAndNotTriedAgainBefore() throws Exception {
    ListedGroup group = full();
    Instant since = clock.instant();
    assertThat(apply("/").delegationChanges())
        .containsExactly(new SubscribeReport.DelegationChange(group.id(), "delegated: slots-full"));
    assertThat(delegations.of(group))
        .hasValueSatisfying(
            one -> assertThat(((Delegation.Follow) one).since()).isBetween(since, clock.instant()));
    int attempts = aws.requests().getOrDefault("PutSubscriptionFilter", 0);
    assertThat(apply("/").isEmpty()).isTrue();
    assertThat(aws.requests()).containsEntry("PutSubscriptionFilter", attempts);

    aws.delete(group, "a");
    Instant before = clock.instant();
    SubscribeReport freed = apply("/");

    assertThat(freed.counts()).containsEntry("attach", 1);
    assertThat(rangeOf(group).until())
        .isAfter(before)
        .isBeforeOrEqualTo(clock.instant().plus(Duration.ofMinutes(2)));
    assertThat(plan().isEmpty()).isTrue();
  }

  @Test
  void theEventsOfANewGroupBeforeItsFilterArePolled() throws Exception {
    ListedGroup fresh = createdBefore(Duration.ofHours(23));
    ListedGroup old = aws.create("/app/old", "STANDARD");
    assertThat(plan().delegationChanges()).hasSize(1);
    assertThat(delegations.all()).isEmpty();

    apply("/");

    assertThat(rangeOf(fresh).since()).isEqualTo(fresh.created());
    assertThat(rangeOf(fresh).until())
        .isBetween(clock.instant().plusSeconds(59), clock.instant().plusSeconds(121));
    assertThat(delegations.of(old)).isEmpty();
  }

  @Test
  void theGapIsWrittenBeforeTheFilterSoThatAnAbortedRunLosesNothing() throws Exception {
    ListedGroup fresh = createdBefore(Duration.ofHours(1));
    aws.failNext("PutSubscriptionFilter", SubscribeException.Reason.CREDENTIALS);

    SubscribeReport aborted = apply("/");

    assertThat(aborted.end()).isEqualTo(SubscribeReport.End.UNAVAILABLE);
    assertThat(rangeOf(fresh).since()).isEqualTo(fresh.created());
    assertThat(rangeOf(fresh).until().getEpochSecond() % 60).isZero();
  }

  @Test
  void aGapGrowsUntilTheGroupIsSubscribed() throws Exception {
    ListedGroup fresh = createdBefore(Duration.ofMinutes(23 * 60 + 50));
    aws.failNext("PutSubscriptionFilter", SubscribeException.Reason.CREDENTIALS);
    apply("/");

    clock.sleep(Duration.ofMinutes(30));
    Instant attached = clock.instant();
    apply("/");

    assertThat(aws.filtersOf(fresh)).hasSize(1);
    assertThat(rangeOf(fresh).until()).isAfter(attached);
  }

  @Test
  void aNewFullGroupIsPolledFromItsCreation() throws Exception {
    ListedGroup fresh = createdBefore(Duration.ofHours(1));
    aws.plant(fresh, filter("a", THIRD_PARTY));
    aws.plant(fresh, filter("b", THIRD_PARTY));

    apply("/");

    assertThat(delegations.of(fresh)).contains(followed(fresh.created()));
  }

  @Test
  void aPolledGroupStaysDelegatedIfItsFiltersCannotBeRead() throws Exception {
    ListedGroup group = full();
    apply("/");
    Optional<Delegation> before = delegations.of(group);
    aws.failNext("DescribeSubscriptionFilters", SubscribeException.Reason.DENIED);

    assertThat(apply("/").delegationChanges()).isEmpty();

    assertThat(delegations.of(group)).isEqualTo(before).isPresent();
  }

  @Test
  void aPolledGroupThatGetsAnUnmanagedFilterIsReadUntilThen() throws Exception {
    ListedGroup group = full();
    apply("/");
    aws.delete(group, "a");
    aws.plant(group, filter("by-hand", ALIAS));

    apply("/");

    assertThat(rangeOf(group).until()).isAfter(clock.instant());
  }

  @Test
  void aDelegationInAnotherRegionIsNotTakenForADeletedGroup() throws Exception {
    ListedGroup elsewhere =
        new ListedGroup(
            new LogGroup(ACCOUNT, "us-east-1", "/app"), "arn", "STANDARD", Instant.EPOCH);
    delegations.write(elsewhere, new Delegation.Until(Instant.EPOCH, clock.instant()));

    apply("/");

    assertThat(delegations.all()).extracting(Delegations.Delegated::group).contains(elsewhere);
  }

  @Test
  void aDeletedGroupIsReported() throws Exception {
    ListedGroup group = full();
    apply("/");
    aws.remove(group);

    assertThat(apply("/").delegationChanges())
        .containsExactly(
            new SubscribeReport.DelegationChange(group.id(), "dropped: the log group was deleted"));
  }

  @Test
  void withoutPollingTheGapIsReported() throws Exception {
    ListedGroup fresh = createdBefore(Duration.ofHours(1));
    full();

    Instant attached = clock.instant(); // new groups come first, without a wait

    SubscribeReport report = run(null, "/", true);

    assertThat(report.gaps())
        .containsExactly(new SubscribeReport.Gap(fresh.id(), fresh.created(), attached));
    assertThat(report.delegationChanges()).isEmpty();
  }

  @Test
  void theDelegationsOfUnmatchedAndDeletedGroupsAreDropped() throws Exception {
    full();
    ListedGroup archive = aws.create("/archive", "INFREQUENT_ACCESS");
    apply("/");
    assertThat(delegations.all()).hasSize(2);

    aws.remove(archive);
    apply("/other");

    assertThat(delegations.all()).isEmpty();
  }

  @Test
  void aGroupThatPollingCannotReadIsNotDelegated() throws Exception {
    aws.create("/archive", "INFREQUENT_ACCESS");
    aws.create("/firehose", "DELIVERY");

    SubscribeReport report = run(new Polling(delegations, false), "/", true);

    assertThat(report.delegationChanges()).isEmpty();
  }

  @Test
  void aGroupOfALinkedAccountIsPolledWithoutARequestForItsFilters() throws Exception {
    ListedGroup linked = aws.create(LINKED_ACCOUNT, "/app", "STANDARD", Instant.EPOCH);

    apply("/");

    assertThat(delegations.followed()).containsExactly(linked.id());
    assertThat(aws.requests()).doesNotContainKey("DescribeSubscriptionFilters");
  }

  @Test
  void aDamagedDelegationIsReportedAndTheOthersAreReconciled() throws Exception {
    ListedGroup group = full();
    delegations.addDamaged("#handed-over/x is not a valid delegation");

    SubscribeReport report = apply("/");

    assertThat(report.end()).isEqualTo(SubscribeReport.End.DONE);
    assertThat(report.problem())
        .isEqualTo(
            "1 stored delegations cannot be read and are skipped, e.g. #handed-over/x is not a valid"
                + " delegation");
    assertThat(delegations.of(group)).isPresent();
  }
}
