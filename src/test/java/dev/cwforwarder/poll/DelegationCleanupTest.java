package dev.cwforwarder.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Delegations and their checkpoints are deleted at the end, but neither requested backfills nor
/// the checkpoints of groups that a setting names are lost.
final class DelegationCleanupTest {
  private static final String ID = "123456789012/eu-central-1/aws/x";
  private static final String REGION = "eu-central-1";
  private static final Instant START = SimulatedWorld.START;

  /// Names no group and searches for none.
  private static final PollPlan PLAN = plan(List.of(SimulatedWorld.NO_GROUP));

  /// Names every group.
  private static final PollPlan NAMING = SimulatedWorld.plan(SimulatedWorld.READING, 1);

  private final SplittableRandom random = new SplittableRandom(7);
  private final SimulatedFaults faults = new SimulatedFaults(random);
  private final SimulatedWorld world = new SimulatedWorld(random, faults, 5);
  private final DelegationStore delegations = new DelegationStore(world.checkpoints);
  private final BackfillRequests requests = new BackfillRequests(world.checkpoints, world.time);

  @BeforeEach
  void setUp() {
    faults.end();
    world.cloudWatch.create("/aws/x", "STANDARD");
  }

  private static PollPlan plan(List<PollPlan.Entry> entries) {
    return new PollPlan(entries, Set.of(), PollPlan.Shard.ALL, 1);
  }

  private PollSource.Group group() {
    return world.cloudWatch.describe("/aws/x", "").getFirst();
  }

  private void delegate() throws CheckpointException {
    delegations.put(new DelegationStore.Item(group(), "SLOTS_FULL", 5, START, null, false));
  }

  private DelegationStore.Item item() throws CheckpointException {
    return delegations.all(Assertions::fail).getFirst();
  }

  private String put(Duration ingested) {
    long time = START.plus(ingested).toEpochMilli();
    return world.cloudWatch.put("/aws/x", "s", time, time, time, "m").id();
  }

  private void backfill(int fromMinute, int toMinute) throws CheckpointException {
    requests.backfill(ID, START.plus(minutes(fromMinute)), START.plus(minutes(toMinute)));
  }

  private void run(PollPlan plan, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      world.time.pass(minutes(1));
      assertThat(world.run(plan).orElseThrow().end()).isNotEqualTo(PollReport.End.UNAVAILABLE);
    }
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private void assertStoreIsEmpty() throws CheckpointException {
    assertThat(world.checkpoints.list())
        .extracting(CheckpointStore.Entry::sourceId)
        .containsExactly(InitialCheckpoints.INSTALLED);
  }

  @Test
  void aBackfillRequestedRightAfterAGroupIsSubscribedIsDelivered() throws Exception {
    String old = put(minutes(-180));
    delegate();
    run(PLAN, 3);
    delegations.put(item().readUntil(world.time.instant()));
    backfill(-190, -170);

    run(PLAN, 15);

    assertThat(world.arrived).containsOnlyKeys(old).containsValue(1);
    assertStoreIsEmpty();
  }

  @Test
  void aBackfillRequestedRightAfterADelegationIsRevokedIsDeliveredAndNothingElse()
      throws Exception {
    String old = put(minutes(-180));
    String before = put(minutes(1));
    delegate();
    run(PLAN, 3);
    delegations.put(item().drop());
    String unwanted = put(minutes(4));
    world.time.pass(minutes(40));
    backfill(-190, -170);

    run(PLAN, 2);

    assertThat(world.arrived).containsOnlyKeys(old, before).doesNotContainKey(unwanted);
    assertStoreIsEmpty();
  }

  @Test
  void aBackfillRequestedWhileARevokedDelegationIsDeletedIsDelivered() throws Exception {
    String old = put(minutes(-180));
    delegate();
    run(PLAN, 3);
    delegations.put(item().drop());
    world.checkpoints.beforeDelete(() -> backfill(-190, -170));

    run(PLAN, 2);

    assertThat(world.arrived).containsOnlyKeys(old);
    assertStoreIsEmpty();
  }

  @Test
  void aBackfillRequestedBetweenDeletingCheckpointAndDelegationIsDelivered() throws Exception {
    String old = put(minutes(-180));
    String polled = put(minutes(1));
    delegate();
    run(PLAN, 3);
    delegations.put(item().readUntil(world.time.instant()));
    Instant from = START.minus(minutes(190));
    world.checkpoints.beforeDelete(
        () ->
            world.checkpoints.beforeDelete(
                () -> requests.backfillOnce(group(), from, from.plus(minutes(20)))));

    run(PLAN, 30);

    assertThat(world.arrived).containsOnlyKeys(old, polled);
    assertThat(world.arrived.values()).containsOnly(1);
    assertStoreIsEmpty();
  }

  @Test
  void aRunKilledWhileItDeletesReadsNothingTwice() throws Exception {
    String polled = put(minutes(1));
    delegate();
    run(PLAN, 3);
    delegations.put(item().readUntil(world.time.instant()));
    world.checkpoints.beforeDelete(
        () ->
            world.checkpoints.beforeDelete(
                () -> {
                  throw new CheckpointException("killed", null);
                }));

    run(PLAN, 30);

    assertThat(world.arrived).containsOnlyKeys(polled).containsValue(1);
    assertStoreIsEmpty();
  }

  @Test
  void aBackfillOfADeletedGroupEndsToo() throws Exception {
    delegate();
    run(PLAN, 3);
    delegations.put(item().drop());
    backfill(-190, -170);
    world.cloudWatch.delete("/aws/x");

    run(PLAN, 2);

    assertStoreIsEmpty();
  }

  @Test
  void aGroupDelegatedAgainWhileItsDelegationIsDeletedIsRead() throws Exception {
    delegate();
    run(PLAN, 3);
    delegations.put(item().drop());
    world.checkpoints.beforeDelete(this::delegate);
    run(PLAN, 1);
    String later = put(minutes(5));

    run(PLAN, 10);

    assertThat(world.arrived).containsOnlyKeys(later).containsValue(1);
    assertThat(item().dropped()).isFalse();
  }

  @Test
  void aNamedGroupWhoseDelegationIsRevokedWhileTheSearchFailsIsStillRead() throws Exception {
    delegate();
    run(NAMING, 3);
    delegations.put(item().drop());
    String event = put(minutes(3));
    world.searchFails(REGION);
    run(NAMING, 2);
    world.searchFails("");

    run(NAMING, 3);

    assertThat(world.arrived).containsOnlyKeys(event).containsValue(1);
    assertThat(delegations.all(Assertions::fail)).isEmpty();
  }

  @Test
  void aNamedGroupThatIsSubscribedWhileTheSearchFailsIsStillRead() throws Exception {
    delegate();
    run(NAMING, 30);
    delegations.put(item().readUntil(START.plus(minutes(10))));
    String event = put(minutes(30));
    world.searchFails(REGION);
    run(NAMING, 1);
    world.searchFails("");

    run(NAMING, 3);

    assertThat(world.arrived).containsOnlyKeys(event).containsValue(1);
    assertThat(delegations.all(Assertions::fail)).isEmpty();
  }

  @Test
  void aFailedSearchOfAnotherRegionDoesNotKeepTheDelegation() throws Exception {
    PollPlan.Discover all =
        new PollPlan.Discover(50, List.of(), List.of(), List.of(), false, Set.of(), List.of());
    PollPlan elsewhere =
        plan(
            List.of(
                new PollPlan.Entry(
                    Access.own("us-west-2"), SimulatedWorld.READING, List.of(), List.of(all))));
    world.searchFails("us-west-2");
    String old = put(minutes(-180));
    requests.backfillOnce(group(), START.minus(minutes(190)), START.minus(minutes(170)));

    run(elsewhere, 2);

    assertThat(world.arrived).containsOnlyKeys(old);
    assertStoreIsEmpty();
  }
}
