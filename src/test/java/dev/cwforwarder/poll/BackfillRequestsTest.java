package dev.cwforwarder.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Requests of an operator, and other situations of a single source, in a simulated world.
final class BackfillRequestsTest {
  private static final String ID = "123456789012/eu-central-1/aws/x";

  private final SplittableRandom random = new SplittableRandom(7);
  private final SimulatedWorld world = world();
  private final BackfillRequests requests = new BackfillRequests(world.checkpoints, world.time);
  private final PollPlan plan = SimulatedWorld.plan(SimulatedWorld.READING, 2);

  private SimulatedWorld world() {
    SimulatedFaults faults = new SimulatedFaults(random);
    faults.end();
    return new SimulatedWorld(random, faults, 5);
  }

  private String put(Instant at) {
    long millis = at.toEpochMilli();
    return world.cloudWatch.put("/aws/x", "s", millis, millis, millis, "m").id();
  }

  private PollReport run() throws InterruptedException {
    world.time.pass(Duration.ofMinutes(1));
    return world.run(plan).orElseThrow();
  }

  @Test
  void aBackfillDeliversOnlyTimestampsInItsRange() throws Exception {
    Instant start = SimulatedWorld.START;
    world.cloudWatch.create("/aws/x", "STANDARD");
    String before = put(start.minus(Duration.ofHours(3)).minusMillis(1));
    String first = put(start.minus(Duration.ofHours(3)));
    String last = put(start.minus(Duration.ofHours(2)).minusMillis(1));
    String after = put(start.minus(Duration.ofHours(2)));
    run();
    assertThat(world.arrived).isEmpty();

    requests.backfill(
        requests.sources("/aws/x").getFirst(),
        start.minus(Duration.ofHours(3)),
        start.minus(Duration.ofHours(2)));
    assertThat(SourceStatus.all(world.checkpoints).getFirst().backfills()).isEqualTo(1);
    run();
    run();

    assertThat(world.arrived).containsOnlyKeys(first, last).doesNotContainKeys(before, after);
    assertThat(world.arrived.values()).containsOnly(1);
    assertThat(SourceStatus.all(world.checkpoints).getFirst().underWay()).isZero();
  }

  @Test
  void aRestartDeliversAgainWhatWasIngestedSince() throws Exception {
    world.cloudWatch.create("/aws/x", "STANDARD");
    run();
    world.time.pass(Duration.ofMinutes(1));
    String event = put(world.time.instant());
    run();
    run();
    assertThat(world.arrived).containsEntry(event, 1);

    requests.restart(ID, world.time.instant().minus(Duration.ofMinutes(30)));
    run();

    assertThat(world.arrived).containsEntry(event, 2);
  }

  @Test
  void aSourceThatWasResetStartsNow() throws Exception {
    world.cloudWatch.create("/aws/x", "STANDARD");
    run();
    requests.reset(ID);
    assertThat(SourceStatus.all(world.checkpoints)).isEmpty();
    run();
    assertThat(SourceStatus.all(world.checkpoints).getFirst().behind(world.time.instant()))
        .isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void aLocalClockThatIsAheadDoesNotDelayLateEvents() throws Exception {
    world.cloudWatch.create("/aws/x", "STANDARD");
    run();
    long ingested = world.time.instant().plus(Duration.ofMinutes(1)).toEpochMilli();
    long timestamp = ingested - Duration.ofMinutes(10).toMillis();
    String late = world.cloudWatch.put("/aws/x", "s", timestamp, ingested, ingested, "m").id();
    world.time.pass(Duration.ofMinutes(40));
    world.local.skew(Duration.ofMinutes(5));

    PollReport report = run();

    assertThat(world.arrived).containsEntry(late, 1);
    assertThat(report.end()).isEqualTo(PollReport.End.DONE);
  }

  @Test
  void impossibleRequestsAreRejected() {
    assertThatThrownBy(() -> requests.sources("/nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no source '/nothing' has a checkpoint");
    assertThatThrownBy(() -> requests.backfill(ID, Instant.EPOCH, Instant.EPOCH))
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> requests.restart(ID, Instant.MAX)).hasMessageContaining("future");
  }
}
