package dev.cwforwarder.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Compares two ways to poll on the same simulated day. The table is in docs/poll.md;
/// `-Dpoll.update=true` updates it.
@Tag("slow")
final class HeadToHeadTest {
  private static final Path DOCUMENT = Path.of("docs/poll.md");
  private static final String START = "<!-- head-to-head -->";
  private static final int PAGE = 500;
  private static final int MINUTES = 24 * 60;
  private static final List<String> GROUPS = List.of("/app/web", "/app/batch", "/archive/audit");

  private final SplittableRandom random = new SplittableRandom(2026);
  private final Set<String> due = new HashSet<>();

  @Test
  void thePollerDeliversTheWholeDayAndATimestampCursorDoesNot() throws Exception {
    SimulatedFaults noFaults = new SimulatedFaults(new SplittableRandom(1));
    noFaults.end();
    SimulatedWorld world = new SimulatedWorld(new SplittableRandom(1), noFaults, 5);
    ReceiverModel receiver = new ReceiverModel(world.cloudWatch, world.time, PAGE);
    long requests = day(world, receiver);

    assertThat(world.arrived.keySet()).containsExactlyInAnyOrderElementsOf(due);
    assertThat(world.arrived.values()).containsOnly(1);
    String table = table(receiver, world.arrived, requests);
    if (Boolean.getBoolean("poll.update")) {
      Files.writeString(DOCUMENT, withTable(table));
    }
    assertThat(Project.text(DOCUMENT.toString())).contains(table);
  }

  /// Simulates the day.
  ///
  /// @return the number of the poller's requests
  private long day(SimulatedWorld world, ReceiverModel receiver) throws InterruptedException {
    GROUPS.forEach(
        group ->
            world.cloudWatch.create(
                group, group.startsWith("/archive") ? "INFREQUENT_ACCESS" : "STANDARD"));
    PollPlan plan =
        SimulatedWorld.plan(
            new PollPlan.Reading(
                new PollPlan.StartFrom.Age(Duration.ZERO),
                Duration.ofMinutes(1),
                Duration.ofSeconds(30),
                SimulatedWorld.READING.tiers(),
                SimulatedWorld.READING.insights(),
                PAGE),
            1);
    long requests = 0;
    for (int minute = 0; minute < MINUTES + 8 * 60; minute++) {
      world.cloudWatch.quota(minute % 97 == 50 ? 0 : 5);
      receiver.poll(GROUPS);
      world.time.pass(Duration.ofSeconds(2)); // the two do not compete for the quota
      requests += world.run(plan).orElseThrow().counts().requests();
      if (minute > 0 && minute < MINUTES) {
        putMinute(world);
      }
      world.time.pass(Duration.ofSeconds(58));
    }
    return requests;
  }

  private void putMinute(SimulatedWorld world) {
    long now = world.time.millis();
    for (int i = 0; i < 12; i++) {
      long ingestion = now + random.nextInt(55_000);
      put(world, "/app/web", ingestion - random.nextInt(2_000), ingestion);
    }
    for (int i = 0; i < 3; i++) {
      long ingestion = now + random.nextInt(55_000);
      put(world, "/archive/audit", ingestion - random.nextInt(5_000), ingestion);
      long late =
          random.nextInt(3) == 0
              ? random.nextLong(Duration.ofHours(12).toMillis())
              : random.nextLong(Duration.ofMinutes(10).toMillis());
      put(world, "/app/batch", ingestion - late, ingestion);
    }
    if (random.nextInt(120) == 0) {
      for (int i = 0; i < 3 * PAGE; i++) {
        put(world, "/app/web", now, now + random.nextInt(1_000));
      }
    }
  }

  private void put(SimulatedWorld world, String group, long timestamp, long ingestion) {
    due.add(
        world
            .cloudWatch
            .put(group, "stream", timestamp, ingestion, ingestion + random.nextInt(5_000), "m")
            .id());
  }

  private String table(ReceiverModel receiver, Map<String, Integer> arrived, long pollerRequests) {
    return """
        %s
        | the same day | events due | delivered | share | duplicates | requests |
        |---|---|---|---|---|---|
        | last timestamp + 1 ms | %,d | %s |
        | this poller | %,d | %s |
        """
        .formatted(
            START,
            due.size(),
            cells(receiver.arrived(), receiver.requests()),
            due.size(),
            cells(arrived, pollerRequests));
  }

  private String cells(Map<String, Integer> arrived, long requests) {
    long duplicates = arrived.values().stream().mapToLong(count -> count - 1).sum();
    return "%,d | %.1f %% | %,d | %,d"
        .formatted(arrived.size(), 100.0 * arrived.size() / due.size(), duplicates, requests);
  }

  private static String withTable(String table) throws IOException {
    String text = Files.readString(DOCUMENT);
    int start = text.indexOf(START);
    int end = text.indexOf("\n\n", start);
    return text.substring(0, start) + table + text.substring(end + 1);
  }
}
