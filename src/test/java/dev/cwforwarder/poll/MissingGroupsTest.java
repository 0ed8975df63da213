package dev.cwforwarder.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Named log groups and streams that do not exist: they are reported, and stop no others.
final class MissingGroupsTest {
  private static final String REGION = "eu-central-1";
  private static final String NAME = "/g";

  private final RandomGenerator random = new SplittableRandom(1);
  private final SimulatedFaults faults = new SimulatedFaults(random);
  private final SimulatedWorld world = new SimulatedWorld(random, faults, 5);

  @BeforeEach
  void setUp() {
    faults.end();
    world.cloudWatch.create(NAME, "STANDARD");
  }

  private static PollPlan naming(PollPlan.Named... named) {
    return new PollPlan(
        List.of(
            new PollPlan.Entry(
                Access.own(REGION), SimulatedWorld.READING, List.of(named), List.of())),
        Set.of(),
        PollPlan.Shard.ALL,
        1);
  }

  private static PollPlan streams(String... names) {
    return naming(new PollPlan.Named(NAME, List.of(new StreamFilter.Names(List.of(names)))));
  }

  private static PollPlan groups(String... names) {
    return naming(
        Arrays.stream(names)
            .map(name -> new PollPlan.Named(name, List.of()))
            .toArray(PollPlan.Named[]::new));
  }

  private String put(String stream) {
    long now = world.time.millis();
    return world.cloudWatch.put(NAME, stream, now, now, now, "m").id();
  }

  private PollReport run(PollPlan plan) throws InterruptedException {
    world.time.pass(Duration.ofMinutes(1));
    return world.run(plan).orElseThrow();
  }

  private String status() throws CheckpointException {
    StringBuilder text = new StringBuilder();
    for (SourceStatus source : SourceStatus.all(world.checkpoints)) {
      text.append(source.id()).append(": ").append(source.problem()).append('\n');
    }
    return text.toString();
  }

  @Test
  void aMissingStreamIsNamedAndTheOthersAreDelivered() throws Exception {
    PollPlan plan = streams("blue", "green", "red");
    put("blue");
    put("red");
    run(plan);
    String blue = put("blue");
    String red = put("red");

    PollReport report = run(plan);

    assertThat(world.arrived).containsKeys(blue, red);
    assertThat(report.failuresByReason()).containsOnly(Map.entry("gone", 1));
    assertThat(status()).contains("streams that do not exist: green;").doesNotContain("blue;");
  }

  @Test
  void aStreamThatAppearsIsReadFromItsFirstEventOn() throws Exception {
    PollPlan plan = streams("blue", "green");
    put("blue");
    run(plan);
    run(plan);
    String first = put("green");

    run(plan);
    PollReport report = run(plan);

    assertThat(world.arrived).containsEntry(first, 1);
    assertThat(report.failuresByReason()).isEmpty();
    assertThat(status()).doesNotContain("green;");
  }

  @Test
  void aStreamIsReadWithoutFaultsWhileAnotherIsMissingForHours() throws Exception {
    PollPlan plan = streams("blue", "green");
    int events = 0;
    put("blue");
    run(plan);
    for (int minute = 0; minute < 120; minute++) {
      put("blue");
      events++;
      assertThat(run(plan).failuresByReason()).containsOnlyKeys("gone");
    }
    run(plan);

    assertThat(world.arrived).hasSizeGreaterThanOrEqualTo(events);
    assertThat(world.arrived.values()).containsOnly(1);
  }

  @Test
  void allMissingStreamsAreNamed() throws Exception {
    PollPlan plan = streams("blue", "green");

    run(plan);
    assertThat(run(plan).failuresByReason()).containsOnly(Map.entry("gone", 1));

    assertThat(status()).contains("streams that do not exist: blue, green");
  }

  @Test
  void aNamedGroupThatNeverExistedIsAFailureUntilItExists() throws Exception {
    PollPlan plan = groups(NAME, "/typo");

    PollReport report = run(plan);

    assertThat(report.failuresByReason()).containsOnly(Map.entry("gone", 1));
    assertThat(status()).contains("eu-central-1 /typo: ", "does not exist");
    world.cloudWatch.create("/typo", "STANDARD");
    assertThat(run(plan).failuresByReason()).isEmpty();
    assertThat(status()).doesNotContain("does not exist");
  }

  @Test
  void aNamedGroupThatIsDeletedIsAFailureUntilNoSettingNamesIt() throws Exception {
    run(groups(NAME));
    world.cloudWatch.delete(NAME);

    assertThat(run(groups(NAME)).failuresByReason()).containsOnly(Map.entry("gone", 1));
    assertThat(status()).contains("eu-central-1 /g: ", "does not exist");
    world.searchFails(REGION);
    run(groups(NAME));
    assertThat(status()).contains("eu-central-1 /g: ", "does not exist");
    world.searchFails("");
    world.cloudWatch.create("/other", "STANDARD");
    assertThat(run(groups("/other")).failuresByReason()).isEmpty();
    assertThat(status()).doesNotContain("does not exist");
  }
}
