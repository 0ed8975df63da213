package dev.cwforwarder.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// While the delegation of a group ends, a backfill is requested or a run is killed: right before
/// each call of the checkpoint store in turn.
final class DelegationRaceTest {
  private static final String ID = "123456789012/eu-central-1/aws/x";
  private static final Instant START = SimulatedWorld.START;
  private static final PollPlan PLAN =
      new PollPlan(List.of(SimulatedWorld.NO_GROUP), Set.of(), PollPlan.Shard.ALL, 1);

  /// Why the delegation ends.
  enum Why {
    DROPPED,
    SUBSCRIBED,
    BACKFILLED_ONCE
  }

  /// A world in which the delegation of a group is about to end.
  private static final class Scene {
    private final SplittableRandom random = new SplittableRandom(7);
    private final SimulatedFaults faults = new SimulatedFaults(random);
    private final SimulatedWorld world = new SimulatedWorld(random, faults, 5);
    private final DelegationStore delegations = new DelegationStore(world.checkpoints);
    private final BackfillRequests requests = new BackfillRequests(world.checkpoints, world.time);
    private final String old;
    private final String polled;

    Scene(Why why) throws Exception {
      faults.end();
      world.cloudWatch.create("/aws/x", "STANDARD");
      old = put(Duration.ofHours(-30));
      polled = put(Duration.ofMinutes(why == Why.BACKFILLED_ONCE ? -60 : 1));
      if (why == Why.BACKFILLED_ONCE) {
        Instant from = START.minus(Duration.ofMinutes(61));
        requests.backfillOnce(group(), from, from.plusSeconds(120));
        return;
      }
      delegations.put(new DelegationStore.Item(group(), "SLOTS_FULL", 5, START, null, false));
      run(3);
      DelegationStore.Item item = delegations.all(Assertions::fail).getFirst();
      if (why == Why.DROPPED) {
        delegations.put(item.drop());
      } else {
        delegations.put(item.readUntil(world.time.instant()));
        run(10);
      }
    }

    private String put(Duration ingested) {
      long time = START.plus(ingested).toEpochMilli();
      return world.cloudWatch.put("/aws/x", "s", time, time, time, "m").id();
    }

    private PollSource.Group group() {
      return world.cloudWatch.describe("/aws/x", "").getFirst();
    }

    /// Requests a backfill like an operator: whether the group is polled or not, and again if the
    /// request is rejected.
    void requestBackfill() throws CheckpointException {
      Instant from = START.minus(Duration.ofHours(31));
      Instant to = START.minus(Duration.ofHours(29));
      try {
        if (requests.find(ID).isEmpty()) {
          requests.backfillOnce(group(), from, to);
        } else {
          requests.backfill(ID, from, to);
        }
      } catch (IllegalArgumentException _) {
        requestBackfill();
      }
    }

    void run(int times) throws InterruptedException {
      for (int i = 0; i < times; i++) {
        world.time.pass(Duration.ofMinutes(1));
        world.run(PLAN);
      }
    }

    void assertAllArrivedAndStoreIsEmpty(int moment) throws CheckpointException {
      assertThat(world.arrived).as("moment %d", moment).containsOnlyKeys(old, polled);
      assertThat(world.checkpoints.list())
          .as("moment %d", moment)
          .extracting(CheckpointStore.Entry::sourceId)
          .containsExactly(InitialCheckpoints.INSTALLED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBackfillRequestedDuringARunIsDelivered(Why why) throws Exception {
    boolean interrupted = true;
    for (int moment = 0; interrupted; moment++) {
      Scene scene = new Scene(why);
      scene.world.checkpoints.beforeCall(moment, scene::requestBackfill);
      scene.run(5);
      interrupted = scene.world.checkpoints.wasInterrupted();
      if (!interrupted) {
        assertThat(moment).isGreaterThan(7);
        scene.requestBackfill();
      }
      scene.run(20);

      scene.assertAllArrivedAndStoreIsEmpty(moment);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBackfillRequestedWhileRunsAreInProgressIsDelivered(Why why) throws Exception {
    boolean interrupted = true;
    for (int moment = 0; interrupted; moment++) {
      Scene scene = new Scene(why);
      scene.world.checkpoints.beforeCall(
          moment,
          () -> {
            try {
              scene.run(2);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      scene.requestBackfill();
      interrupted = scene.world.checkpoints.wasInterrupted();
      scene.run(20);

      scene.assertAllArrivedAndStoreIsEmpty(moment);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKilledRunLosesNoRequestAndRepeatsOnlyItsPage(Why why) throws Exception {
    boolean interrupted = true;
    for (int moment = 0; interrupted; moment++) {
      Scene scene = new Scene(why);
      scene.requestBackfill();
      scene.world.checkpoints.beforeCall(
          moment,
          () -> {
            throw new SimulatedFaults.Crash();
          });
      scene.run(5);
      interrupted = scene.world.checkpoints.wasInterrupted();
      scene.run(20);

      scene.assertAllArrivedAndStoreIsEmpty(moment);
      assertThat(scene.world.arrived.get(scene.old)).isLessThanOrEqualTo(2);
      if (why != Why.BACKFILLED_ONCE) {
        assertThat(scene.world.arrived).as("moment %d", moment).containsEntry(scene.polled, 1);
      }
    }
  }
}
