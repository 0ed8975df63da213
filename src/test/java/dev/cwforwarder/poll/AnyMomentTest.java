package dev.cwforwarder.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A backfill is ordered, or a run is killed, right before each call of the checkpoints, while a
/// group that was handed over is forgotten.
final class AnyMomentTest {
  private static final String ID = "123456789012/eu-central-1/aws/x";
  private static final Instant START = SimulatedWorld.START;
  private static final PollPlan PLAN = 
      new PollPlan(List.of(SimulatedWorld.NO_GROUP), Set.of(), PollPlan.Shard.ALL, 1);

  /// Why the group is forgotten.
  enum Why {
    DROPPED,
    HANDED_BACK,
    ORDERED_ONCE
  }

  /// A world in which a group is about to be forgotten.
  private static final class Scene {
    private final SplittableRandom random = new SplittableRandom(7);
    private final SimulatedFaults faults = new SimulatedFaults(random);
    private final SimulatedWorld world = new SimulatedWorld(random, faults, 5);
    private final DelegationStore handedOver = new DelegationStore(world.checkpoints);
    private final BackfillRequests orders = new BackfillRequests(world.checkpoints, world.time);
    private final String old;
    private final String polled;

    Scene(Why why) throws Exception {
      faults.end();
      world.cloudWatch.create("/aws/x", "STANDARD");
      old = put(Duration.ofHours(-30));
      polled = put(Duration.ofMinutes(why == Why.ORDERED_ONCE ? -60 : 1));
      if (why == Why.ORDERED_ONCE) {
        Instant from = START.minus(Duration.ofMinutes(61));
        orders.backfillOnce(group(), from, from.plusSeconds(120));
        return;
      }
      handedOver.put(new DelegationStore.Item(group(), "SLOTS_FULL", 5, START, null, false));
      run(3);
      DelegationStore.Item item = handedOver.all().getFirst();
      if (why == Why.DROPPED) {
        handedOver.put(item.drop());
      } else {
        handedOver.put(item.readUntil(world.time.instant()));
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

    /// As a person does: of a group that is polled or of one that is not, and once more if refused.
    void order() throws CheckpointException {
      Instant from = START.minus(Duration.ofHours(31));
      Instant to = START.minus(Duration.ofHours(29));
      try {
        if (orders.find(ID).isEmpty()) {
          orders.backfillOnce(group(), from, to);
        } else {
          orders.backfill(ID, from, to);
        }
      } catch (IllegalArgumentException _) {
        order();
      }
    }

    void run(int times) throws InterruptedException {
      for (int i = 0; i < times; i++) {
        world.time.pass(Duration.ofMinutes(1));
        world.run(PLAN);
      }
    }

    void assertAllArrivedAndNothingIsLeft(int moment) throws CheckpointException {
      assertThat(world.arrived).as("moment %d", moment).containsOnlyKeys(old, polled);
      assertThat(world.checkpoints.list())
          .as("moment %d", moment)
          .extracting(CheckpointStore.Entry::sourceId)
          .containsExactly(InitialCheckpoints.INSTALLED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBackfillThatIsOrderedDuringARunIsDelivered(Why why) throws Exception {
    boolean intruded = true;
    for (int moment = 0; intruded; moment++) {
      Scene scene = new Scene(why);
      scene.world.checkpoints.beforeCall(moment, scene::order);
      scene.run(5);
      intruded = scene.world.checkpoints.hasIntruded();
      if (!intruded) {
        assertThat(moment).isGreaterThan(7);
        scene.order();
      }
      scene.run(20);

      scene.assertAllArrivedAndNothingIsLeft(moment);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBackfillIsDeliveredThoughRunsTakePlaceWhileItIsOrdered(Why why) throws Exception {
    boolean intruded = true;
    for (int moment = 0; intruded; moment++) {
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
      scene.order();
      intruded = scene.world.checkpoints.hasIntruded();
      scene.run(20);

      scene.assertAllArrivedAndNothingIsLeft(moment);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRunThatIsKilledLosesNoOrderAndRepeatsNothingButItsPage(Why why) throws Exception {
    boolean intruded = true;
    for (int moment = 0; intruded; moment++) {
      Scene scene = new Scene(why);
      scene.order();
      scene.world.checkpoints.beforeCall(
          moment,
          () -> {
            throw new SimulatedFaults.Crash();
          });
      scene.run(5);
      intruded = scene.world.checkpoints.hasIntruded();
      scene.run(20);

      scene.assertAllArrivedAndNothingIsLeft(moment);
      assertThat(scene.world.arrived.get(scene.old)).isLessThanOrEqualTo(2);
      if (why != Why.ORDERED_ONCE) {
        assertThat(scene.world.arrived).as("moment %d", moment).containsEntry(scene.polled, 1);
      }
    }
  }
}
