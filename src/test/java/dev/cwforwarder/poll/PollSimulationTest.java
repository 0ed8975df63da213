package dev.cwforwarder.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Pollers read a simulated CloudWatch in simulated time, with faults of every kind.
///
/// Each seed is another world. `-Dpoll.seed=N` plays only that one, `-Dpoll.seeds=N` the first N.
@Tag("slow")
final class PollSimulationTest {
  private static final int SEEDS = Integer.getInteger("poll.seeds", 2_000);
  private static final Duration HORIZON = Duration.ofHours(24);

  @Test
  void everyDueEventArrivesDespiteAllFaults() throws Exception {
    Integer only = Integer.getInteger("poll.seed");
    List<PollStory.Result> results = new ArrayList<>();
    for (int seed = only == null ? 1 : only; seed <= (only == null ? SEEDS : only); seed++) {
      PollStory.Result result = new PollStory(seed).play();
      assertThat(result.missing()).as("events lost with -Dpoll.seed=%d", seed).isEmpty();
      assertThat(result.overtaken())
          .as(
              "events that a watermark passed before they were delivered, with -Dpoll.seed=%d",
              seed)
          .isEmpty();
      assertThat(result.unexplainedDuplicates())
          .as("duplicates beyond one page per crash or failed delivery, with -Dpoll.seed=%d", seed)
          .isNotPositive();
      results.add(result);
    }
    report(results);
  }

  private static void report(List<PollStory.Result> results) throws Exception {
    Map<String, Long> sums = new HashMap<>();
    for (PollStory.Result result : results) {
      result.figures().forEach((name, figure) -> sums.merge(name, figure, Long::sum));
    }
    StringBuilder text =
        new StringBuilder("| seeds | ").append(results.size()).append(" |\n|---|---|\n");
    sums.forEach((name, sum) -> text.append("| %s | %,d |%n".formatted(name, sum)));
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/poll-simulation.md"), text);
    if (results.size() >= 100) {
      assertThat(sums).allSatisfy((_, sum) -> assertThat(sum).isPositive());
    }
  }

  @Test
  void aQuietGroupCostsOneRequestPerRun() throws Exception {
    SimulatedWorld world = quiet();
    PollPlan plan = SimulatedWorld.plan(SimulatedWorld.READING, 1);
    for (int run = 0; run < 60; run++) {
      world.time.pass(Duration.ofMinutes(1));
      Optional<PollReport> report = world.run(plan);
      assertThat(report.orElseThrow().end()).isEqualTo(PollReport.End.DONE);
    }

    // 60 runs, and the 15-minute tier, which starts 10 minutes behind.
    assertThat(world.cloudWatch.requests()).isBetween(60L, 64L);
    assertThat(world.checkpoints.writes()).isLessThan(70);
  }

  private static SimulatedWorld quiet() {
    SplittableRandom random = new SplittableRandom(1);
    SimulatedFaults faults = new SimulatedFaults(random);
    faults.end();
    SimulatedWorld world = new SimulatedWorld(random, faults, 5);
    world.cloudWatch.create("/quiet", "STANDARD");
    return world;
  }

  @Test
  void lateByUpToADayIsInTheDefaultHorizon() {
    assertThat(SimulatedWorld.READING.tiers().getLast().to()).isEqualTo(HORIZON);
  }
}
