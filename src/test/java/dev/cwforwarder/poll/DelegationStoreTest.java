package dev.cwforwarder.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Groups that are delegated to polling because they cannot be subscribed, or until they are.
final class DelegationStoreTest {
  private static final String ID = "123456789012/eu-central-1/aws/x";
  private static final Instant START = SimulatedWorld.START;

  /// Names no group.
  private static final PollPlan PLAN =
      new PollPlan(List.of(SimulatedWorld.NO_GROUP), Set.of(), PollPlan.Shard.ALL, 2);

  private final SplittableRandom random = new SplittableRandom(7);
  private final SimulatedWorld world = world();
  private final DelegationStore delegations = new DelegationStore(world.checkpoints);

  private SimulatedWorld world() {
    SimulatedFaults faults = new SimulatedFaults(random);
    faults.end();
    SimulatedWorld made = new SimulatedWorld(random, faults, 5);
    made.cloudWatch.create("/aws/x", "STANDARD");
    made.cloudWatch.create("/aws/other", "STANDARD");
    return made;
  }

  private PollSource.Group group() {
    return world.cloudWatch.describe("/aws/x", "").getFirst();
  }

  private DelegationStore.Item item(Instant from, @Nullable Instant until) {
    return new DelegationStore.Item(group(), "slots-full", 5, from, until, false);
  }

  private String put(Duration ingested, Duration late) {
    long ingestion = START.plus(ingested).toEpochMilli();
    long stamp = ingestion - late.toMillis();
    return world.cloudWatch.put("/aws/x", "s", stamp, ingestion, ingestion, "m").id();
  }

  private PollReport run(Duration pass) throws InterruptedException {
    world.time.pass(pass);
    return world.run(PLAN).orElseThrow();
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  @Test
  void aDelegatedGroupIsReadFromThenOnAndNoOther() throws Exception {
    String before = put(minutes(-10), Duration.ZERO);
    delegations.put(item(START.minus(minutes(1)), null));
    String first = put(minutes(0), Duration.ZERO);
    world.cloudWatch.put(
        "/aws/other", "s", START.toEpochMilli(), START.toEpochMilli(), START.toEpochMilli(), "m");

    run(minutes(5));
    String later = put(minutes(6), Duration.ZERO);
    run(minutes(5));

    assertThat(world.arrived).containsOnlyKeys(first, later).doesNotContainKey(before);
    assertThat(SourceStatus.all(world.checkpoints))
        .extracting(SourceStatus::id)
        .containsExactly(ID);
    assertThat(delegations.all(Assertions::fail))
        .containsExactly(item(START.minus(minutes(1)), null));
  }

  @Test
  void aGroupThatIsSubscribedIsReadUntilThatMinuteAndItsDelegationEnds() throws Exception {
    Instant attached = Instant.parse("2026-01-05T10:30:00Z");
    delegations.put(item(START, null));
    String early = put(minutes(3), Duration.ZERO);
    String late = put(minutes(20), minutes(30));
    String last = put(Duration.between(START, attached), Duration.ZERO);
    String pushed = put(Duration.between(START, attached).plusMillis(1), Duration.ZERO);
    run(minutes(8));

    delegations.put(delegations.all(Assertions::fail).getFirst().readUntil(attached));
    for (int i = 0; i < 50; i++) {
      run(minutes(1));
    }

    assertThat(world.arrived).containsOnlyKeys(early, late, last).doesNotContainKey(pushed);
    assertThat(world.arrived.values()).containsOnly(1);
    assertThat(delegations.all(Assertions::fail)).isEmpty();
    assertThat(SourceStatus.all(world.checkpoints)).isEmpty();
  }

  @Test
  void eventsFromBeforeTheSubscriptionAreReadOnce() throws Exception {
    Instant attached = Instant.parse("2026-01-05T10:20:00Z");
    String written = put(minutes(0), minutes(1));
    String pushed = put(minutes(21), Duration.ZERO);
    delegations.put(item(START.minus(minutes(5)), attached));

    for (int i = 0; i < 30; i++) {
      PollReport report = run(minutes(1));
      assertThat(report.lag()).isLessThan(minutes(15));
    }

    assertThat(world.arrived).containsOnlyKeys(written).doesNotContainKey(pushed);
    assertThat(delegations.all(Assertions::fail)).isEmpty();
    assertThat(world.checkpoints.list())
        .extracting(CheckpointStore.Entry::sourceId)
        .doesNotContain(ID);
  }

  @Test
  void aRangeThatEndsWithinAMinuteEndsToo() throws Exception {
    String written = put(minutes(0), minutes(1));
    delegations.put(item(START.minus(minutes(5)), Instant.parse("2026-01-05T10:19:30.500Z")));

    for (int i = 0; i < 40; i++) {
      run(minutes(1));
    }

    assertThat(world.arrived).containsOnlyKeys(written);
    assertThat(delegations.all(Assertions::fail)).isEmpty();
    assertThat(SourceStatus.all(world.checkpoints)).isEmpty();
  }

  @Test
  void aBackfillBeforeTheFirstReadDoesNotEndTheDelegation() throws Exception {
    DelegationStore.Item waiting = item(START.minus(minutes(10)), null);
    delegations.put(waiting);
    String delegated = put(minutes(-5), Duration.ZERO);
    String old = put(minutes(-180), Duration.ZERO);
    BackfillRequests requests = new BackfillRequests(world.checkpoints, world.time);

    requests.backfillOnce(group(), START.minus(minutes(200)), START.minus(minutes(170)));
    run(minutes(1));
    String later = put(minutes(10), Duration.ZERO);
    run(minutes(15));

    assertThat(world.arrived).containsOnlyKeys(delegated, old, later);
    assertThat(delegations.all(Assertions::fail)).containsExactly(waiting);
  }

  @Test
  void aBackfillRequestedWhileACheckpointIsDeletedIsDelivered() throws Exception {
    BackfillRequests requests = new BackfillRequests(world.checkpoints, world.time);
    String early = put(minutes(-180), Duration.ZERO);
    String late = put(minutes(-60), Duration.ZERO);
    requests.backfillOnce(group(), START.minus(minutes(190)), START.minus(minutes(170)));
    world.checkpoints.beforeDelete(
        () -> requests.backfill(ID, START.minus(minutes(70)), START.minus(minutes(50))));

    run(minutes(1));
    run(minutes(1));

    assertThat(world.arrived).containsOnlyKeys(early, late);
    assertThat(delegations.all(Assertions::fail)).isEmpty();
    assertThat(SourceStatus.all(world.checkpoints)).isEmpty();
  }

  @Test
  void aBackfillOfASubscribedGroupLeavesNoCheckpoint() throws Exception {
    BackfillRequests requests = new BackfillRequests(world.checkpoints, world.time);
    String before = put(minutes(-181), Duration.ZERO);
    String first = put(minutes(-180), Duration.ZERO);
    String after = put(minutes(-60), Duration.ZERO);

    requests.backfillOnce(group(), START.minus(minutes(180)), START.minus(minutes(60)));
    assertThat(SourceStatus.all(world.checkpoints).getFirst().backfills()).isEqualTo(1);
    run(minutes(1));

    assertThat(world.arrived).containsOnlyKeys(first).doesNotContainKeys(before, after);
    assertThat(delegations.all(Assertions::fail)).isEmpty();
    assertThat(SourceStatus.all(world.checkpoints)).isEmpty();
  }

  @Test
  void aRevokedDelegationEndsButTheCheckpointOfANamedGroupStays() throws Exception {
    delegations.put(item(START, null));
    run(minutes(1));
    delegations.put(delegations.all(Assertions::fail).getFirst().drop());
    run(minutes(1));
    assertThat(delegations.all(Assertions::fail)).isEmpty();
    assertThat(SourceStatus.all(world.checkpoints)).isEmpty();

    PollPlan named = SimulatedWorld.plan(SimulatedWorld.READING, 1);
    world.run(named);
    delegations.put(item(START, null).drop());
    world.run(named);
    assertThat(delegations.all(Assertions::fail)).isEmpty();
    assertThat(SourceStatus.all(world.checkpoints)).extracting(SourceStatus::id).contains(ID);
  }

  @Test
  void theForwardersOwnLogGroupIsNotReadEvenIfDelegated() throws Exception {
    delegations.put(item(START.minus(minutes(1)), null));
    put(minutes(0), Duration.ZERO);
    PollPlan own =
        new PollPlan(
            PLAN.entries(), Set.of("123456789012/eu-central-1//aws/x"), PollPlan.Shard.ALL, 1);
    world.time.pass(minutes(5));
    world.run(own);

    assertThat(world.arrived).isEmpty();
  }

  /// The problems of the stored delegations that cannot be read.
  private List<String> damaged() throws CheckpointException {
    List<String> damaged = new ArrayList<>();
    delegations.all(damaged::add);
    return damaged;
  }

  /// Write access to the table must not be enough to read a log group that is never read.
  @Test
  void aForgedDelegationThatNamesAnotherGroupByItsArnIsDamaged() throws Exception {
    PollSource.Group forged =
        new PollSource.Group(
            "123456789012", "eu-central-1", "/harmless", group().arn(), "", START, true);
    delegations.put(
        new DelegationStore.Item(forged, "slots-full", 5, START.minus(minutes(1)), null, false));
    put(minutes(0), Duration.ZERO);

    PollReport report = run(minutes(5));

    assertThat(world.arrived).isEmpty();
    assertThat(report.failuresByReason()).hasSize(1);
    assertThat(damaged())
        .singleElement(Assertions.as(InstanceOfAssertFactories.STRING))
        .contains("its arn names another log group: " + group().arn());
  }

  @Test
  void aForgedDelegationUnderTheKeyOfAnotherGroupIsDamaged() throws Exception {
    String forged = DelegationStore.PREFIX + "123456789012/eu-central-1/harmless";
    world.checkpoints.save(
        new CheckpointStore.Entry(forged, 0, ""),
        DelegationFormat.write(item(START.minus(minutes(1)), null)));
    put(minutes(0), Duration.ZERO);

    PollReport report = run(minutes(5));

    assertThat(world.arrived).isEmpty();
    assertThat(report.failuresByReason()).hasSize(1);
    assertThat(damaged())
        .singleElement(Assertions.as(InstanceOfAssertFactories.STRING))
        .contains("%s is not a valid delegation".formatted(forged))
        .contains("its key is not that of the log group " + ID);
  }

  @Test
  void aDamagedDelegationDoesNotStopTheOthers() throws Exception {
    delegations.put(item(START.minus(minutes(1)), null));
    world.checkpoints.save(
        new CheckpointStore.Entry(DelegationStore.PREFIX + "123456789012/eu-central-1/a", 0, ""),
        "{}");
    String event = put(minutes(0), Duration.ZERO);

    PollReport report = run(minutes(5));

    assertThat(world.arrived).containsOnlyKeys(event);
    assertThat(report.failuresByReason()).hasSize(1);
    List<String> damaged = new ArrayList<>();
    assertThat(delegations.all(damaged::add)).hasSize(1);
    assertThat(damaged)
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("123456789012/eu-central-1/a", "its format is not");
  }
}
