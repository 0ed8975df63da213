package dev.cwforwarder.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.subscribe.plan.DesiredState;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.Identity;
import dev.cwforwarder.subscribe.plan.LogGroup;
import dev.cwforwarder.subscribe.plan.Rule;
import dev.cwforwarder.subscribe.plan.SkipReason;
import dev.cwforwarder.testing.aws.SimulatedLogGroups;
import dev.cwforwarder.testing.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What polling is told while log groups are subscribed.
final class DelegationPlannerTest {
  private static final String NAME = "clickstack-forwarder-logs";
  private static final Identity SELF =
      new Identity(
          SimulatedLogGroups.ACCOUNT,
          SimulatedLogGroups.REGION,
          NAME,
          "arn:aws:lambda:eu-central-1:123456789012:function:f:live",
          Set.of("/own"));

  private final ManualClock clock = new ManualClock();
  private final SimulatedLogGroups aws = new SimulatedLogGroups(clock, 2);
  private final MemoryDelegations polling = new MemoryDelegations();

  private SubscribeReport run(PollDelegation handOver, String prefix, boolean acting)
      throws InterruptedException {
    Rule rule =
        new Rule(
            "r", name -> name.startsWith(prefix), Map.of(), Set.of(), Rule.Template.EVERYTHING);
    DesiredState wanted =
        new DesiredState(List.of(rule), _ -> false, DesiredState.Mode.FILTERS, true);
    return new Reconciler(aws, aws, handOver, clock, new SplittableRandom(1), clock)
        .run(
            new Reconciler.Order(wanted, SELF, "", acting),
            Deadline.in(Duration.ofHours(1), clock),
            SubscribeProgress.NONE);
  }

  private SubscribeReport apply(String prefix) throws InterruptedException {
    return run(polling, prefix, true);
  }

  private LogGroup full() {
    LogGroup group = aws.create("/app/full", "STANDARD");
    aws.plant(group, filter("a"));
    aws.plant(group, filter("b"));
    return group;
  }

  private static Filter filter(String name) {
    return new Filter(name, "", "arn:aws:firehose:x", "", "", List.of(), false);
  }

  @Test
  void aFullGroupIsPolledUntilASlotIsFreeAndNotAskedAgainBefore() throws Exception {
    LogGroup group = full();
    assertThat(apply("/").handings())
        .extracting(SubscribeReport.Handing::told)
        .containsExactly("reads it: slots-full");
    assertThat(polling.handed.values())
        .containsExactly(new PollDelegation.Handed(group, SkipReason.SLOTS_FULL, 2));
    int asked = aws.requests().getOrDefault("PutSubscriptionFilter", 0);
    assertThat(apply("/").isEmpty()).isTrue();
    assertThat(aws.requests()).containsEntry("PutSubscriptionFilter", asked);

    aws.delete(group, "a");
    Instant before = clock.instant();
    SubscribeReport freed = apply("/");

    assertThat(freed.counts()).containsEntry("attach", 1);
    assertThat(polling.handed).containsEntry(group.id(), new PollDelegation.Handed(group, null, 0));
    assertThat(polling.until.get(group.id()))
        .isAfter(before)
        .isBeforeOrEqualTo(clock.instant().plus(Duration.ofMinutes(2)));
    assertThat(run(polling, "/", false).isEmpty()).isTrue();
  }

  @Test
  void whatANewGroupWroteBeforeItsFilterIsPolled() throws Exception {
    Instant created = clock.instant().minus(Duration.ofHours(23));
    LogGroup fresh = aws.create(SimulatedLogGroups.ACCOUNT, "/app/new", "STANDARD", created);
    LogGroup old = aws.create("/app/old", "STANDARD");
    assertThat(run(polling, "/", false).handings()).hasSize(1);
    assertThat(polling.handed).isEmpty();

    apply("/");

    assertThat(polling.from).containsExactly(Map.entry(fresh.id(), created));
    assertThat(polling.until.get(fresh.id()))
        .isBetween(clock.instant().plus(Duration.ofSeconds(59)), clock.instant().plusSeconds(121));
    assertThat(polling.handed).doesNotContainKey(old.id());
  }

  @Test
  void aRunThatDiesAfterTheFilterHasLeftWordOfTheGap() throws Exception {
    Instant created = clock.instant().minus(Duration.ofHours(1));
    LogGroup fresh = aws.create(SimulatedLogGroups.ACCOUNT, "/app/new", "STANDARD", created);
    aws.failNext("PutSubscriptionFilter", SubscribeException.Reason.CREDENTIALS);

    SubscribeReport dead = apply("/");

    assertThat(dead.end()).isEqualTo(SubscribeReport.End.UNAVAILABLE);
    assertThat(polling.from).containsEntry(fresh.id(), created);
    assertThat(polling.until)
        .hasEntrySatisfying(fresh.id(), end -> assertThat(end.getEpochSecond() % 60).isZero());
  }

  @Test
  void aGapGrowsUntilTheGroupIsAttached() throws Exception {
    Instant created = clock.instant().minus(Duration.ofMinutes(23 * 60 + 50));
    LogGroup fresh = aws.create(SimulatedLogGroups.ACCOUNT, "/app/new", "STANDARD", created);
    aws.failNext("PutSubscriptionFilter", SubscribeException.Reason.CREDENTIALS);
    apply("/");

    clock.sleep(Duration.ofMinutes(30));
    Instant attached = clock.instant();
    apply("/");

    assertThat(aws.filtersOf(fresh)).hasSize(1);
    assertThat(polling.until.get(fresh.id())).isAfter(attached);
  }

  @Test
  void aPolledGroupWhoseFiltersMayNotBeSeenIsPolledOn() throws Exception {
    LogGroup group = full();
    apply("/");
    aws.failNext("DescribeSubscriptionFilters", SubscribeException.Reason.DENIED);

    assertThat(apply("/").handings()).isEmpty();

    assertThat(polling.handed)
        .containsEntry(group.id(), new PollDelegation.Handed(group, SkipReason.SLOTS_FULL, 2));
  }

  @Test
  void aPolledGroupThatSomebodyAttachesByHandIsReadToThatMoment() throws Exception {
    LogGroup group = full();
    apply("/");
    aws.delete(group, "a");
    aws.plant(group, new Filter("by-hand", "", SELF.destinationArn(), "", "", List.of(), false));

    apply("/");

    assertThat(polling.handed).containsEntry(group.id(), new PollDelegation.Handed(group, null, 0));
    assertThat(polling.until.get(group.id())).isAfter(clock.instant());
  }

  @Test
  void whatIsPolledInAnotherRegionIsNotTakenForGone() throws Exception {
    LogGroup elsewhere =
        new LogGroup(
            SimulatedLogGroups.ACCOUNT, "us-east-1", "/app", "arn", "STANDARD", Instant.EPOCH);
    polling.gap(elsewhere, Instant.EPOCH, clock.instant());

    apply("/");

    assertThat(polling.handed).containsOnlyKeys(elsewhere.id());
  }

  @Test
  void withoutPollingTheGapIsSaid() throws Exception {
    Instant created = clock.instant().minus(Duration.ofHours(1));
    LogGroup fresh = aws.create(SimulatedLogGroups.ACCOUNT, "/app/new", "STANDARD", created);
    full();

    Instant attached = clock.instant(); // new groups come first, and at once

    SubscribeReport report = run(PollDelegation.NONE, "/", true);

    assertThat(report.gaps()).containsExactly(new SubscribeReport.Gap(fresh, created, attached));
    assertThat(report.handings()).isEmpty();
  }

  @Test
  void whatIsNotWantedOrGoneIsNotPolledAnyMore() throws Exception {
    full();
    LogGroup archive = aws.create("/archive", "INFREQUENT_ACCESS");
    apply("/");
    assertThat(polling.handed).hasSize(2);

    aws.remove(archive);
    apply("/other");

    assertThat(polling.handed).isEmpty();
  }

  @Test
  void whatPollingMayNotReadIsNotGivenToIt() throws Exception {
    polling.readable.remove(SkipReason.INFREQUENT_ACCESS);
    aws.create("/archive", "INFREQUENT_ACCESS");
    aws.create("/firehose", "DELIVERY");

    assertThat(apply("/").handings()).isEmpty();
  }

  @Test
  void aGroupOfAnotherAccountIsPolledAndNeverAskedForFilters() throws Exception {
    LogGroup linked = aws.create("210987654321", "/app", "STANDARD", Instant.EPOCH);

    apply("/");

    assertThat(polling.handed.values())
        .containsExactly(new PollDelegation.Handed(linked, SkipReason.LINKED_ACCOUNT, 0));
    assertThat(aws.requests()).doesNotContainKey("DescribeSubscriptionFilters");
  }
}
