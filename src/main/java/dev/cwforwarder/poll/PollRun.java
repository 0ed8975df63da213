package dev.cwforwarder.poll;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.telemetry.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One run over the sources that a search found.
final class PollRun {
  /// A few seconds of reading; then the next source gets its turn.
  private static final int PAGES_PER_TURN = 8;

  /// Each failed source is one line. A run over thousands of groups must not flood its own log.
  private static final int MAX_WARNINGS = 20;

  private final RunContext context;
  private final DiscoveryResult discovery;
  private final InitialCheckpoints initial;
  private final Function<Access, RequestBudget> budgets;
  private final Log log;
  private final List<SourceRun> sources = new ArrayList<>();
  private final List<PollReport.Outcome> unreadable = new ArrayList<>();
  private @Nullable RunAbortedException aborted;
  private final AtomicBoolean outOfTime = new AtomicBoolean();
  private final AtomicInteger done = new AtomicInteger();

  PollRun(
      RunContext context,
      DiscoveryResult discovery,
      InitialCheckpoints initial,
      Function<Access, RequestBudget> budgets,
      Log log) {
    this.context = context;
    this.discovery = discovery;
    this.initial = initial;
    this.budgets = budgets;
    this.log = log;
  }

  /// @param parallel how many sources are read at the same time
  PollReport run(int parallel, Deadline deadline, PollProgress progress)
      throws InterruptedException {
    try {
      open(deadline);
      read(parallel, deadline, progress);
    } catch (RunAbortedException e) {
      aborted = e;
    }
    return report();
  }

  private void unreadable(String id, ReadException problem) {
    unreadable.add(new PollReport.Outcome(id, Duration.ZERO, true, context.failure(null, problem)));
  }

  private void open(Deadline deadline) throws RunAbortedException {
    discovery
        .missing()
        .forEach(
            (id, message) ->
                unreadable(id, new ReadException(ReadException.Reason.GONE, message, null)));
    discovery.problems().forEach(problem -> unreadable("search for log groups", problem));
    for (Candidate candidate : discovery.candidates()) {
      context.lease().renew();
      if (!deadline.allows(SourceRun.PAGE)) {
        outOfTime.set(true);
        return;
      }
      try {
        RequestBudget budget = budgets.apply(candidate.source().access());
        sources.add(SourceRun.of(candidate, context, budget, () -> initial.first(candidate)));
      } catch (CheckpointException e) {
        if (!e.isDamaged()) {
          throw new RunAbortedException(e);
        }
        unreadable(
            candidate.source().id(),
            new ReadException(ReadException.Reason.UNEXPECTED, String.valueOf(e.getMessage()), e));
      }
    }
  }

  private void read(int parallel, Deadline deadline, PollProgress progress)
      throws RunAbortedException, InterruptedException {
    FairScheduler scheduler = new FairScheduler(sources);
    if (parallel == 1) {
      takeTurns(scheduler, deadline, progress);
      return;
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < Math.min(parallel, Math.max(1, sources.size())); i++) {
        workers.add(
            threads.submit(
                () -> {
                  takeTurns(scheduler, deadline, progress);
                  return null;
                }));
      }
      await(workers);
    }
  }

  private static void await(List<Future<?>> workers)
      throws RunAbortedException, InterruptedException {
    for (Future<?> worker : workers) {
      try {
        worker.get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case RunAbortedException stopped -> throw stopped;
          case RuntimeException bug -> throw bug;
          case Error error -> throw error;
          case InterruptedException _ -> throw new InterruptedException("a turn was interrupted");
          case null, default -> throw new IllegalStateException("a turn failed", e.getCause());
        }
      }
    }
  }

  private void takeTurns(FairScheduler scheduler, Deadline deadline, PollProgress progress)
      throws RunAbortedException, InterruptedException {
    for (Optional<FairScheduler.Turn> turn = scheduler.next();
        turn.isPresent();
        turn = scheduler.next()) {
      boolean again = false;
      boolean ended = false;
      try {
        again = turn(turn.get().source(), scheduler, deadline, progress);
        ended = true;
      } finally {
        scheduler.end(turn.get(), again);
        if (!ended) {
          scheduler.stop();
        }
      }
    }
  }

  /// Whether the source needs another turn.
  private boolean turn(
      SourceRun source, FairScheduler scheduler, Deadline deadline, PollProgress progress)
      throws RunAbortedException, InterruptedException {
    SourceRun.TurnEnd end = source.turn(PAGES_PER_TURN, deadline);
    switch (end) {
      case MORE -> {}
      case IDLE -> {
        done.incrementAndGet();
        finish(source);
      }
      case OUT_OF_TIME -> outOfTime.set(true);
      case NO_CREDENTIALS -> scheduler.remove(source.access());
    }
    progress.at(done.get(), sources.size(), context.counters().delivery().received());
    return end == SourceRun.TurnEnd.MORE;
  }

  private static void finish(SourceRun source) throws RunAbortedException {
    try {
      source.finish();
    } catch (CheckpointException e) {
      throw new RunAbortedException(e);
    }
  }

  private PollReport report() {
    List<PollReport.Outcome> outcomes = new ArrayList<>(unreadable);
    sources.forEach(source -> outcomes.add(source.outcome()));
    warn(outcomes);
    return new PollReport(
        aborted == null ? end() : aborted.end(),
        aborted == null ? timeProblem() : String.valueOf(aborted.getMessage()),
        context.counters().delivery(),
        outcomes,
        discovery.skipped(),
        context.counters().counts());
  }

  private PollReport.End end() {
    return outOfTime.get() ? PollReport.End.OUT_OF_TIME : PollReport.End.DONE;
  }

  private String timeProblem() {
    return outOfTime.get() && context.counters().counts().requests() == 0
        ? "no page was read: too little time was left for one, which may take %d s; give the function a longer timeout"
            .formatted(SourceRun.PAGE.toSeconds())
        : "";
  }

  private void warn(List<PollReport.Outcome> outcomes) {
    List<Failure> failures =
        outcomes.stream().map(PollReport.Outcome::failure).filter(Objects::nonNull).toList();
    failures.stream().limit(MAX_WARNINGS).forEach(failure -> log.warn(failure.message()));
    if (failures.size() > MAX_WARNINGS) {
      log.warn("%d more sources cannot be read".formatted(failures.size() - MAX_WARNINGS));
    }
  }
}
