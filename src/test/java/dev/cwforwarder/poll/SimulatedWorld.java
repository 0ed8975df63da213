package dev.cwforwarder.poll;

import dev.cwforwarder.config.PollSettings;
import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.telemetry.Log;
import dev.cwforwarder.testing.aws.SimulatedCloudWatch;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A simulated account with pollers and ClickStack, in simulated time.
final class SimulatedWorld {
  static final Instant START = Instant.parse("2026-01-05T10:00:17.123Z");

  /// As deployed with default settings.
  static final PollPlan.Reading READING =
      PollSettings.parse("region: eu-central-1", Map.of(), true).entries().getFirst().reading();

  /// An entry that names no group.
  static final PollPlan.Entry NO_GROUP =
      new PollPlan.Entry(Access.own("eu-central-1"), READING, List.of(), List.of());

  final SimulatedClock time = new SimulatedClock(START);
  final SimulatedClock.Skewed local = new SimulatedClock.Skewed(time);
  final RandomGenerator random;
  final SimulatedFaults faults;
  final SimulatedCloudWatch cloudWatch;
  final MemoryCheckpoints checkpoints = new MemoryCheckpoints(time);
  final Map<String, Integer> arrived = new HashMap<>();
  private Poller poller;
  PollReport.Counts counts = PollReport.Counts.NONE;
  long runs;
  private @Nullable PollPlan running;
  private String unsearchable = "";

  /// @param perSecond how many requests CloudWatch allows
  SimulatedWorld(RandomGenerator random, SimulatedFaults faults, int perSecond) {
    this.random = random;
    this.faults = faults;
    this.cloudWatch = new SimulatedCloudWatch(time, random, perSecond);
    this.poller = newPoller();
  }

  private Poller newPoller() {
    return new Poller(
        Map.of(
            ReaderKind.FILTER,
            reader(ReaderKind.FILTER),
            ReaderKind.INSIGHTS,
            reader(ReaderKind.INSIGHTS)),
        this::find,
        new FaultyCheckpoints(),
        new ClickStack(),
        local,
        random,
        time::pass,
        new Log(new PrintStream(OutputStream.nullOutputStream()), local));
  }

  private void find(Access access, GroupFinder.Query query, Predicate<PollSource.Group> each)
      throws ReadException {
    faults.maybeCrash();
    if (access.region().equals(unsearchable)) {
      throw new ReadException(ReadException.Reason.THROTTLED, "DescribeLogGroups: HTTP 400", null);
    }
    for (PollSource.Group group : cloudWatch.describe(query.prefix(), query.pattern())) {
      if (group.region().equals(access.region()) && !each.test(group)) {
        return;
      }
    }
  }

  /// Makes searches for log groups fail in `region`; empty: none fail.
  void searchFails(String region) {
    unsearchable = region;
  }

  private LogReader reader(ReaderKind kind) {
    return new SimulatedReader(cloudWatch, kind, time, faults, random);
  }

  /// Runs the poller once; empty if the process crashed. Then the next run has a new poller.
  Optional<PollReport> run(PollPlan plan) throws InterruptedException {
    runs++;
    running = plan;
    try {
      PollReport report =
          poller.run(plan, Deadline.in(Duration.ofMinutes(5), local), PollProgress.NONE);
      PollReport.Counts c = report.counts();
      counts =
          new PollReport.Counts(
              counts.requests() + c.requests(),
              counts.throttled() + c.throttled(),
              0,
              counts.late() + c.late(),
              counts.repaired() + c.repaired());
      return Optional.of(report);
    } catch (SimulatedFaults.Crash e) {
      poller = newPoller();
      return Optional.empty();
    }
  }

  static PollPlan plan(PollPlan.Reading reading, int parallel) {
    PollPlan.Discover all =
        new PollPlan.Discover(50, List.of(), List.of(), List.of(), false, Set.of(), List.of());
    return new PollPlan(
        List.of(new PollPlan.Entry(Access.own("eu-central-1"), reading, List.of(), List.of(all))),
        Set.of(),
        PollPlan.Shard.ALL,
        parallel);
  }

  /// Receives records, or fails before, after or in the middle of a request.
  private final class ClickStack implements Forwarder {
    @Override
    public Delivery forward(LogBatch batch, Deadline deadline) {
      throw new UnsupportedOperationException("a page is forwarded as one");
    }

    @Override
    public List<Delivery> forwardAll(List<LogBatch> batches, Deadline deadline) {
      faults.maybeCrash();
      if (faults.pause()) {
        pause();
      }
      time.pass(Duration.ofMillis(random.nextInt(300)));
      boolean fails = faults.endpoint();
      int accepted = fails ? random.nextInt(batches.size() + 1) : batches.size();
      List<Delivery> deliveries = new ArrayList<>();
      for (int i = 0; i < batches.size(); i++) {
        LogBatch batch = batches.get(i);
        if (i < accepted) {
          batch.events().forEach(this::receive);
        }
        deliveries.add(
            fails
                ? Delivery.undelivered(batch.size(), "a fault of the simulation")
                : new Delivery(
                    batch.size(),
                    batch.size(),
                    Map.of(),
                    0,
                    Map.of(),
                    0,
                    Delivery.NONE.traffic(),
                    null));
      }
      faults.maybeCrash();
      return deliveries;
    }

    /// The lease expires, and another poller does all the work in the meantime.
    private void pause() {
      time.pass(RunLease.TIME.plusSeconds(1));
      PollPlan plan = running;
      if (plan != null) {
        try {
          newPoller().run(plan, Deadline.in(Duration.ofMinutes(5), local), PollProgress.NONE);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    private void receive(LogEvent event) {
      arrived.merge(event.id().replace("insights-", ""), 1, Integer::sum);
    }
  }

  private final class FaultyCheckpoints implements CheckpointStore {
    private void fault() throws CheckpointException {
      faults.maybeCrash();
      if (faults.store()) {
        throw new CheckpointException("a fault of the simulation", null);
      }
    }

    @Override
    public Entry load(String sourceId) throws CheckpointException {
      fault();
      return checkpoints.load(sourceId);
    }

    @Override
    public Optional<Entry> save(Entry entry, String state) throws CheckpointException {
      fault();
      Optional<Entry> saved = checkpoints.save(entry, state);
      fault(); // written, but the response is lost
      return saved;
    }

    @Override
    public boolean delete(Entry entry) throws CheckpointException {
      return checkpoints.delete(entry);
    }

    @Override
    public List<Entry> list() throws CheckpointException {
      fault();
      return checkpoints.list();
    }

    @Override
    public boolean lease(String name, String owner, Duration leased) throws CheckpointException {
      fault();
      return checkpoints.lease(name, owner, leased);
    }

    @Override
    public void release(String name, String owner) throws CheckpointException {
      fault();
      checkpoints.release(name, owner);
    }
  }
}
