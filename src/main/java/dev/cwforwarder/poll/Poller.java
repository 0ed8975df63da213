package dev.cwforwarder.poll;

import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.Sleeper;
import dev.cwforwarder.telemetry.Log;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Reads sources by ingestion time and forwards what is due. Nothing is marked as done before it is
/// delivered, so a killed run repeats a page and loses nothing. Thread-safe.
///
/// How: decision 12.
public final class Poller {
  private final Map<ReaderKind, LogReader> readers;
  private final GroupFinder groups;
  private final CheckpointStore store;
  private final Forwarder forwarder;
  private final Clock clock;
  private final RandomGenerator random;
  private final Sleeper sleeper;
  private final Log log;

  /// Kept from run to run: what AWS throttled a minute ago it throttles now.
  private final Map<Access, RequestBudget> budgets = new ConcurrentHashMap<>();

  /// @param forwarder takes what is due
  /// @param random spreads retries
  public Poller(
      Map<ReaderKind, LogReader> readers,
      GroupFinder groups,
      CheckpointStore store,
      Forwarder forwarder,
      Clock clock,
      RandomGenerator random,
      Log log) {
    this(readers, groups, store, forwarder, clock, random, Thread::sleep, log);
  }

  Poller(
      Map<ReaderKind, LogReader> readers,
      GroupFinder groups,
      CheckpointStore store,
      Forwarder forwarder,
      Clock clock,
      RandomGenerator random,
      Sleeper sleeper,
      Log log) {
    this.readers = Map.copyOf(readers);
    this.groups = groups;
    this.store = store;
    this.forwarder = forwarder;
    this.clock = clock;
    this.random = random;
    this.sleeper = sleeper;
    this.log = log;
  }

  /// One cycle over all sources of `plan`: until nothing is due any more, or the deadline is near.
  ///
  /// @throws InterruptedException when the thread is told to end; nothing is lost by it
  public PollReport run(PollPlan plan, Deadline deadline, PollProgress progress)
      throws InterruptedException {
    RunCounters tally = new RunCounters();
    RunLease lease =
        new RunLease(
            store, clock, plan.shard(), new UUID(random.nextLong(), random.nextLong()).toString());
    try {
      if (!lease.take()) {
        return PollReport.leaseHeld();
      }
      PollReport report = holding(lease, plan, deadline, progress, tally);
      lease.release();
      return report;
    } catch (CheckpointException e) {
      return new PollReport(
          PollReport.End.CHECKPOINTS,
          String.valueOf(e.getMessage()),
          tally.delivery(),
          List.of(),
          Map.of(),
          tally.counts());
    }
  }

  private PollReport holding(
      RunLease lease, PollPlan plan, Deadline deadline, PollProgress progress, RunCounters tally)
      throws CheckpointException, InterruptedException {
    InitialCheckpoints starts = InitialCheckpoints.of(store, clock);
    DiscoveryResult found = found(plan);
    RunContext parts = new RunContext(readers, store, forwarder, clock, random, tally, lease);
    return new PollRun(parts, found, starts, this::budget, log)
        .run(plan.parallel(), deadline, progress);
  }

  private DiscoveryResult found(PollPlan plan) throws CheckpointException {
    DiscoveryResult named = SourceFinder.find(groups, plan);
    List<CheckpointStore.Entry> kept = store.list();
    DiscoveryResult handedOver = new DelegationStore(store).join(named, kept, plan);
    return new BackfillOnlySources(groups, plan).join(handedOver, kept);
  }

  private RequestBudget budget(Access access) {
    return budgets.computeIfAbsent(access, _ -> new RequestBudget(clock, sleeper));
  }
}
