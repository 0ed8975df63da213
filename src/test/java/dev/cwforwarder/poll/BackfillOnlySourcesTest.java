package dev.cwforwarder.poll;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A setting named a log group once, but none does any more. Its checkpoint remains, and backfills
/// are requested for it.
final class BackfillOnlySourcesTest {
  private static final String NAME = "/aws/x#1";
  private static final String REGION = "eu-central-1";
  private static final String ID = "123456789012/" + REGION + NAME;
  private static final Instant START = SimulatedWorld.START;
  private static final PollPlan NAMING_NO_GROUP = plan(List.of(SimulatedWorld.NO_GROUP));

  private final SplittableRandom random = new SplittableRandom(7);
  private final SimulatedFaults faults = new SimulatedFaults(random);
  private final SimulatedWorld world = new SimulatedWorld(random, faults, 5);
  private final BackfillRequests requests = new BackfillRequests(world.checkpoints, world.time);

  @BeforeEach
  void setUp() {
    faults.end();
    world.cloudWatch.create(NAME, "STANDARD");
  }

  private static PollPlan plan(List<PollPlan.Entry> entries) {
    return new PollPlan(entries, Set.of(), PollPlan.Shard.ALL, 1);
  }

  private static PollPlan naming(List<StreamFilter> streams) {
    return plan(
        List.of(
            new PollPlan.Entry(
                Access.own(REGION),
                SimulatedWorld.READING,
                List.of(new PollPlan.Named(NAME, streams)),
                List.of())));
  }

  private String put(String stream, int minute) {
    long time = START.plus(Duration.ofMinutes(minute)).toEpochMilli();
    return world.cloudWatch.put(NAME, stream, time, time, time, "m").id();
  }

  private PollReport run(PollPlan plan) throws InterruptedException {
    world.time.pass(Duration.ofMinutes(1));
    return world.run(plan).orElseThrow();
  }

  private void requestAnother() throws CheckpointException {
    requests.backfill(
        ID, START.minus(Duration.ofMinutes(165)), START.minus(Duration.ofMinutes(155)));
  }

  private void requestBackfill() throws CheckpointException {
    for (String source : requests.sources(NAME)) {
      requests.backfill(
          source, START.minus(Duration.ofMinutes(190)), START.minus(Duration.ofMinutes(170)));
    }
  }

  @Test
  void onlyTheRequestedRangeIsDelivered() throws Exception {
    run(naming(List.of()));
    String old = put("s", -180);
    String pushed = put("s", 20);
    world.time.pass(Duration.ofHours(2));
    requestBackfill();

    run(NAMING_NO_GROUP);
    run(NAMING_NO_GROUP);

    assertThat(world.arrived).containsOnlyKeys(old).containsValue(1).doesNotContainKey(pushed);
    assertThat(SourceStatus.all(world.checkpoints).getFirst().backfills()).isZero();
  }

  @Test
  void readingContinuesAtTheCheckpointWhenASettingNamesTheGroupAgain() throws Exception {
    run(naming(List.of()));
    String old = put("s", -180);
    String meanwhile = put("s", 20);
    world.time.pass(Duration.ofHours(2));
    requestBackfill();
    run(NAMING_NO_GROUP);

    run(naming(List.of()));

    assertThat(world.arrived).containsOnlyKeys(old, meanwhile);
    assertThat(world.arrived.values()).containsOnly(1);
  }

  @Test
  void aBackfillRequestedAtAnyMomentOfARunIsDelivered() throws Exception {
    for (int moment = 0; ; moment++) {
      BackfillOnlySourcesTest scene = new BackfillOnlySourcesTest();
      scene.setUp();
      scene.run(naming(List.of()));
      String first = scene.put("s", -180);
      String second = scene.put("s", -160);
      scene.requestBackfill();
      scene.world.checkpoints.beforeCall(moment, scene::requestAnother);
      scene.run(NAMING_NO_GROUP);
      if (!scene.world.checkpoints.wasInterrupted()) {
        assertThat(moment).isGreaterThan(2);
        return;
      }
      scene.run(NAMING_NO_GROUP);
      scene.run(NAMING_NO_GROUP);

      assertThat(scene.world.arrived).as("moment %d", moment).containsOnlyKeys(first, second);
      assertThat(scene.world.arrived).as("moment %d", moment).containsEntry(second, 1);
    }
  }

  @Test
  void everySourceOfTheGroupDeliversTheRange() throws Exception {
    run(naming(List.of(new StreamFilter.Prefix("web-"), new StreamFilter.Names(List.of("a")))));
    String named = put("a", -180);
    String prefixed = put("web-1", -180);
    put("other", -180);
    requestBackfill();

    run(NAMING_NO_GROUP);

    assertThat(world.arrived).containsOnly(Map.entry(named, 1), Map.entry(prefixed, 1));
  }

  @Test
  void aDeletedGroupIsReportedAndStopsNoOther() throws Exception {
    run(naming(List.of()));
    requestBackfill();
    world.cloudWatch.delete(NAME);

    PollReport report = run(NAMING_NO_GROUP);

    assertThat(report.failuresByReason()).containsOnly(Map.entry("gone", 1));
    assertThat(requireNonNull(report.sources().getFirst().failure()).message())
        .contains(ID, "a backfill is requested", "poll reset");
  }

  @Test
  void theBackfillWaitsWhileTheSearchFails() throws Exception {
    run(naming(List.of()));
    String old = put("s", -180);
    requestBackfill();
    world.searchFails(REGION);
    assertThat(run(NAMING_NO_GROUP).failuresByReason()).containsOnlyKeys("throttled");
    world.searchFails("");

    run(NAMING_NO_GROUP);

    assertThat(world.arrived).containsOnlyKeys(old);
  }

  @Test
  void theForwardersOwnLogGroupIsNotRead() throws Exception {
    run(naming(List.of()));
    put("s", -180);
    requestBackfill();

    run(
        new PollPlan(
            List.of(SimulatedWorld.NO_GROUP),
            Set.of("123456789012/" + REGION + "/" + NAME),
            PollPlan.Shard.ALL,
            1));

    assertThat(world.arrived).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789012/eu-central-1/aws/x#1",
        "123456789012/eu-central-1/:plain",
        "123456789012/eu-central-1/aws/x#1#prefix=web-#names=",
        "123456789012/eu-central-1/:plain#names=a,b#prefix="
      })
  void anIdIsParsedAsItWasWritten(String id) {
    SourceId read = SourceId.of(id);
    PollSource.Group group =
        new PollSource.Group(
            read.account(), read.region(), read.group(), "", "", Instant.EPOCH, false);

    assertThat(new PollSource(Access.own(read.region()), group, read.filter()).id()).isEqualTo(id);
  }
}
