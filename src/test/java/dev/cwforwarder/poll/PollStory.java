package dev.cwforwarder.poll;

import dev.cwforwarder.testing.aws.SimulatedCloudWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/// The story of one simulated world: some hours of events, faults and restarts; then the faults
/// end, and every due event must arrive.
final class PollStory {
  private static final int PAGE = 20;
  private static final List<Tier> OTHER_TIERS =
      List.of(
          new Tier(Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(1)),
          new Tier(Duration.ofMinutes(10), Duration.ofHours(24), Duration.ofHours(2)));
  private static final long HORIZON = Duration.ofHours(24).toMillis();

  private final SplittableRandom random;
  private final SimulatedFaults faults;
  private final SimulatedWorld world;
  private PollPlan plan;
  private final List<String> groups = new ArrayList<>();
  private final Map<String, List<SimulatedCloudWatch.Event>> events = new HashMap<>();
  private final Map<String, Long> starts = new HashMap<>();
  private final Set<String> overtaken = new TreeSet<>();
  private final boolean slowToAppear;
  private final boolean wrongClock;
  private final boolean changing;
  private int recreated;
  private int settings;
  private final Set<String> reclassed = new TreeSet<>();

  /// The outcome.
  ///
  /// @param missing due events that did not arrive
  /// @param overtaken ids of events that a watermark passed before they arrived
  /// @param unexplainedDuplicates arrivals beyond the first that no crash, failed delivery or
  ///   repair explains; negative if there are fewer
  /// @param figures for the report
  record Result(
      Set<String> missing,
      Set<String> overtaken,
      long unexplainedDuplicates,
      Map<String, Long> figures) {}

  PollStory(int seed) {
    random = new SplittableRandom(seed);
    faults = new SimulatedFaults(random);
    world = new SimulatedWorld(random, faults, 2 + random.nextInt(12));
    slowToAppear = random.nextInt(4) == 0;
    wrongClock = random.nextInt(4) == 0;
    changing = random.nextInt(4) == 0;
    world.cloudWatch.shortPages(random.nextBoolean() ? 0.2 : 0);
    plan = plan(SimulatedWorld.READING.tiers());
    for (int i = 0; i <= random.nextInt(3); i++) {
      create("/group-" + i);
    }
  }

  private static PollPlan plan(List<Tier> tiers) {
    return SimulatedWorld.plan(
        new PollPlan.Reading(
            new PollPlan.StartFrom.Age(Duration.ZERO),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            tiers,
            SimulatedWorld.READING.insights(),
            PAGE),
        1);
  }

  private void create(String name) {
    world.cloudWatch.create(name, "STANDARD");
    groups.add(name);
  }

  private List<SimulatedCloudWatch.Event> of(String name) {
    return events.computeIfAbsent(name, _ -> new ArrayList<>());
  }

  Result play() throws InterruptedException {
    int runs = 30 + random.nextInt(150);
    for (int run = 0; run < runs; run++) {
      happen();
      world.time.pass(Duration.ofMillis(45_000 + random.nextInt(30_000)));
      run();
    }
    faults.end();
    world.local.skew(Duration.ZERO);
    for (int i = 0; i < 3; i++) {
      world.time.pass(Duration.ofHours(3));
      settle();
    }
    return result();
  }

  /// Runs until nothing is due.
  private void settle() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      world.time.pass(Duration.ofMinutes(2)); // the lease of a crashed run expires
      if (run().filter(report -> report.end() == PollReport.End.DONE).isPresent() && i > 1) {
        return;
      }
    }
    throw new IllegalStateException("the poller never becomes idle");
  }

  private Optional<PollReport> run() throws InterruptedException {
    Optional<PollReport> report = world.run(plan);
    for (CheckpointStore.Entry entry : world.checkpoints.list()) {
      if (!entry.sourceId().startsWith("#")) {
        watch(entry);
      }
    }
    return report;
  }

  /// Records events that a watermark passed before they were delivered: there must be none.
  private void watch(CheckpointStore.Entry entry) {
    String name = entry.sourceId().substring("123456789012/eu-central-1".length());
    Checkpoint checkpoint;
    try {
      checkpoint = CheckpointReader.read(entry.sourceId(), entry.state());
    } catch (CheckpointException e) {
      throw new IllegalStateException(e);
    }
    starts.putIfAbsent(name, checkpoint.lowestWatermark());
    for (Checkpoint.TierState state : checkpoint.tiers()) {
      for (SimulatedCloudWatch.Event event : of(name)) {
        long lateness = Math.max(0, event.ingestion() - event.timestamp());
        boolean ofTier =
            lateness >= state.tier().from().toMillis() && lateness < state.tier().to().toMillis();
        boolean visible = isVisibleInTime(event);
        if (ofTier
            && visible
            && event.ingestion() > starts.get(name)
            && event.ingestion() <= state.watermark()
            && !world.arrived.containsKey(event.id())) {
          overtaken.add(event.id());
        }
      }
    }
  }

  private void happen() {
    if (wrongClock && random.nextInt(20) == 0) {
      world.local.skew(Duration.ofSeconds(random.nextInt(1200) - 600L));
    }
    if (random.nextInt(100) == 0 && groups.size() < 5) {
      create("/group-" + groups.size());
    }
    if (random.nextInt(200) == 0) {
      deleteOne();
    }
    if (random.nextInt(300) == 0) {
      world.cloudWatch.forgetTokens();
    }
    if (changing && random.nextInt(100) == 0) {
      changeSomething();
    }
    for (String name : groups) {
      int some = random.nextInt(4) == 0 ? random.nextInt(30) : random.nextInt(4);
      for (int i = 0; i < some; i++) {
        put(name);
      }
      if (random.nextInt(60) == 0) {
        burst(name);
      }
    }
  }

  /// Changes the tiers, which all reach one day, or the class of a group.
  private void changeSomething() {
    if (random.nextBoolean()) {
      settings++;
      plan = plan(settings % 2 == 1 ? OTHER_TIERS : SimulatedWorld.READING.tiers());
      return;
    }
    String name = groups.get(random.nextInt(groups.size()));
    reclassed.add(name);
    world.cloudWatch.changeClass(name, random.nextBoolean() ? "INFREQUENT_ACCESS" : "STANDARD");
  }

  /// Recreates a group. Its events cannot be read any more, so they are no longer due.
  private void deleteOne() {
    String name = groups.get(random.nextInt(groups.size()));
    world.cloudWatch.delete(name);
    of(name).clear();
    recreated++;
    world.cloudWatch.create(name, "STANDARD");
  }

  private void put(String name) {
    long ingestion = world.time.millis() + random.nextInt(40_000);
    put(name, ingestion - lateness(), ingestion);
  }

  private void put(String name, long timestamp, long ingestion) {
    long delay = random.nextInt(25_000);
    if (slowToAppear && random.nextInt(10) == 0) {
      delay = random.nextInt(480_000);
    }
    of(name)
        .add(
            world.cloudWatch.put(
                name,
                "stream-" + random.nextInt(3),
                timestamp,
                ingestion,
                ingestion + delay,
                "message"));
  }

  /// Puts more events with one timestamp than fit into a page.
  private void burst(String name) {
    long at = world.time.millis();
    for (int i = 0; i < 3 * PAGE; i++) {
      put(name, at, at + random.nextInt(2) * 10L);
    }
  }

  private long lateness() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> random.nextLong(Duration.ofMinutes(2).toMillis());
      case 3, 4 -> random.nextLong(Duration.ofHours(1).toMillis());
      case 5 -> random.nextLong(HORIZON);
      case 6 -> -random.nextLong(Duration.ofHours(2).toMillis());
      case 7 ->
          List.of(0L, 119_999L, 120_000L, 3_599_999L, 3_600_000L, HORIZON - 1)
              .get(random.nextInt(6));
      case 8 -> HORIZON + random.nextLong(Duration.ofDays(5).toMillis());
      default -> random.nextInt(1_000);
    };
  }

  private Result result() {
    Set<String> missing = new TreeSet<>();
    long due = 0;
    for (Map.Entry<String, List<SimulatedCloudWatch.Event>> group : events.entrySet()) {
      long start = starts.getOrDefault(group.getKey(), Long.MAX_VALUE);
      for (SimulatedCloudWatch.Event event : group.getValue()) {
        boolean expected =
            event.ingestion() > start
                && event.ingestion() - event.timestamp() < HORIZON
                && (settings == 0 ? isFoundByATierOrAnAudit(event) : isVisibleInTime(event))
                && (!reclassed.contains(group.getKey()) || isFoundByQueries(event));
        due += expected ? 1 : 0;
        if (expected && !world.arrived.containsKey(event.id())) {
          missing.add(
              "%s of %s, %d ms late, visible after %d ms, ingested %s"
                  .formatted(
                      event.id(),
                      group.getKey(),
                      event.ingestion() - event.timestamp(),
                      event.visibleAt() - event.ingestion(),
                      Instant.ofEpochMilli(event.ingestion())));
        }
      }
    }
    long duplicates = world.arrived.values().stream().mapToLong(count -> count - 1).sum();
    long explained =
        world.counts.repaired() > 0 || !reclassed.isEmpty() || faults.paused() > 0
            ? duplicates
            : (long) PAGE * (faults.crashed() + faults.ambiguous() + faults.stores());
    return new Result(missing, overtaken, duplicates - explained, figures(due, duplicates));
  }

  /// No other tier audits the widest.
  private static boolean isFoundByATierOrAnAudit(SimulatedCloudWatch.Event event) {
    boolean audited = event.ingestion() - event.timestamp() < Duration.ofHours(1).toMillis();
    boolean future = event.ingestion() < event.timestamp();
    return (audited && !future) || isVisibleInTime(event);
  }

  /// Audits do not compare events from before a change of tiers.
  private static boolean isVisibleInTime(SimulatedCloudWatch.Event event) {
    return event.visibleAt() <= event.ingestion() + 25_000;
  }

  /// Queries read 15 minutes back, and nothing audits them.
  private static boolean isFoundByQueries(SimulatedCloudWatch.Event event) {
    return event.ingestion() - event.timestamp() < Duration.ofMinutes(2).toMillis()
        && isVisibleInTime(event);
  }

  private Map<String, Long> figures(long due, long duplicates) {
    Map<String, Long> figures = new TreeMap<>();
    figures.put("due events", due);
    figures.put("duplicates", duplicates);
    figures.put("runs", world.runs);
    figures.put("requests", world.cloudWatch.requests());
    figures.put("throttled requests", world.cloudWatch.throttled());
    figures.put("crashes", (long) faults.crashed());
    figures.put("failed deliveries", (long) faults.ambiguous());
    figures.put("failed checkpoint calls", (long) faults.stores());
    figures.put("late events", world.counts.late());
    figures.put("repairs", world.counts.repaired());
    figures.put("changed settings", (long) settings);
    figures.put("changed classes", (long) reclassed.size());
    figures.put("overtaken runs", (long) faults.paused());
    figures.put("deleted groups", (long) recreated);
    return figures;
  }
}
