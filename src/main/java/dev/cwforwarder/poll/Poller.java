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

/// Reads sources by ingestion time and forwards what is due. Events are acknowledged only after
/// they are delivered, so a killed run repeats at most one page and loses nothing. Thread-safe.
///
/// Decision 12 describes how.
public final class Poller {
  private final Map<ReaderKind, LogReader> readers;
  private final GroupFinder groups;
  private final CheckpointStore store;
  private final Forwarder forwarder;
  private final Clock clock;
  private final RandomGenerator random;
  private final Sleeper sleeper;
  private final Log log;

  /// Shared by all runs: AWS throttles now what it throttled a minute ago.
  private final Map<Access, RequestBudget> budgets = new ConcurrentHashMap<>();

  /// @param forwarder receives the due events
  /// @param random for jitter between attempts
  public Poller(
      Map<ReaderKind, LogReader> readers,
      GroupFinder groups,
      CheckpointStore store,
      Forwarder forwarder,
      Clock clock,
      RandomGenerator random,
      Log log) {
    this(readers, groups, store, forwarder, clock, random, Sleeper.SYSTEM, log);
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

  /// Reads all sources of `plan` until nothing is due, or the deadline is near.
  ///
  /// @throws InterruptedException if the thread is interrupted; no event is lost
  public PollReport run(PollPlan plan, Deadline deadline, PollProgress progress)
      throws InterruptedException {
    RunCounters counters = new RunCounters();
    String owner = new UUID(random.nextLong(), random.nextLong()).toString();
    RunLease lease = new RunLease(store, clock, plan.shard(), owner);
    try {
      if (!lease.acquire()) {
        return PollReport.leaseHeld();
      }
      PollReport report = run(lease, plan, deadline, progress, counters);
      lease.release();
      return report;
    } catch (CheckpointException e) {
      return new PollReport(
          PollReport.End.CHECKPOINTS,
          String.valueOf(e.getMessage()),
          counters.delivery(),
          List.of(),
          Map.of(),
          counters.counts());
    }
  }

  private PollReport run(
      RunLease lease, PollPlan plan, Deadline deadline, PollProgress progress, RunCounters counters)
      throws CheckpointException, InterruptedException {
    InitialCheckpoints initial = InitialCheckpoints.of(store, clock);
    DiscoveryResult discovery = discover(plan);
    RunContext context = new RunContext(readers, store, forwarder, clock, random, counters, lease);
    return new PollRun(context, discovery, initial, this::budget, log)
        .run(plan.parallel(), deadline, progress);
  }

  private DiscoveryResult discover(PollPlan plan) throws CheckpointException {
    DiscoveryResult named = SourceFinder.find(groups, plan);
    List<CheckpointStore.Entry> entries = store.list();
    new MissingGroups(store).update(named.missing(), named.unsearched(), entries);
    DiscoveryResult delegated = new DelegationStore(store).join(named, entries, plan);
    return new BackfillOnlySources(groups, plan).join(delegated, entries);
  }

  private RequestBudget budget(Access access) {
    return budgets.computeIfAbsent(access, _ -> new RequestBudget(clock, sleeper));
  }
}
