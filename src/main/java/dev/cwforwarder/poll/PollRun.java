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

/// One cycle over the sources that were found.
final class PollRun {
  /// Some seconds of reading; then others get a turn.
  private static final int PAGES_A_TURN = 8;

  /// One line each; a run over thousands of groups must not flood its own log.
  private static final int MOST_WARNINGS = 20;

  private final RunContext parts;
  private final DiscoveryResult found;
  private final InitialCheckpoints starts;
  private final Function<Access, RequestBudget> budgets;
  private final Log log;
  private final List<SourceRun> sources = new ArrayList<>();
  private final List<PollReport.Outcome> unreadable = new ArrayList<>();
  private @Nullable RunAbortedException stop;
  private final AtomicBoolean outOfTime = new AtomicBoolean();
  private final AtomicInteger done = new AtomicInteger();

  PollRun(
      RunContext parts,
      DiscoveryResult found,
      InitialCheckpoints starts,
      Function<Access, RequestBudget> budgets,
      Log log) {
    this.parts = parts;
    this.found = found;
    this.starts = starts;
    this.budgets = budgets;
    this.log = log;
  }

  PollReport run(int parallel, Deadline deadline, PollProgress progress)
      throws InterruptedException {
    try {
      open(deadline);
      work(parallel, deadline, progress);
    } catch (RunAbortedException e) {
      stop = e;
    }
    return report();
  }

  private void unreadable(String id, ReadException problem) {
    unreadable.add(new PollReport.Outcome(id, Duration.ZERO, true, parts.failure(null, problem)));
  }

  private void open(Deadline deadline) throws RunAbortedException {
    found.problems().forEach(problem -> unreadable("search for log groups", problem));
    for (Candidate candidate : found.candidates()) {
      parts.lease().keep();
      if (!deadline.allows(SourceRun.PAGE)) {
        outOfTime.set(true);
        return;
      }
      try {
        sources.add(
            SourceRun.of(
                candidate,
                parts,
                budgets.apply(candidate.source().access()),
                () -> starts.first(candidate)));
      } catch (CheckpointException e) {
        if (!e.isDamaged()) {
          throw new RunAbortedException(
              PollReport.End.CHECKPOINTS, String.valueOf(e.getMessage()), e);
        }
        unreadable(
            candidate.source().id(),
            new ReadException(ReadException.Reason.UNEXPECTED, String.valueOf(e.getMessage()), e));
      }
    }
  }

  private void work(int parallel, Deadline deadline, PollProgress progress)
      throws RunAbortedException, InterruptedException {
    FairScheduler turns = new FairScheduler(sources);
    if (parallel == 1) {
      turns(turns, deadline, progress);
      return;
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < Math.min(parallel, Math.max(1, sources.size())); i++) {
        workers.add(
            threads.submit(
                () -> {
                  turns(turns, deadline, progress);
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
          case RuntimeException mistake -> throw mistake;
          case Error error -> throw error;
          case InterruptedException _ -> throw new InterruptedException("a turn was interrupted");
          case null, default -> throw new IllegalStateException("a turn failed", e.getCause());
        }
      }
    }
  }

  private void turns(FairScheduler turns, Deadline deadline, PollProgress progress)
      throws RunAbortedException, InterruptedException {
    for (Optional<FairScheduler.Given> given = turns.next();
        given.isPresent();
        given = turns.next()) {
      boolean again = false;
      boolean ended = false;
      try {
        again = turn(given.get().source(), turns, deadline, progress);
        ended = true;
      } finally {
        turns.end(given.get(), again);
        if (!ended) {
          turns.stop();
        }
      }
    }
  }

  /// Whether the source wants another turn.
  private boolean turn(
      SourceRun source, FairScheduler turns, Deadline deadline, PollProgress progress)
      throws RunAbortedException, InterruptedException {
    SourceRun.Turn end = source.turn(PAGES_A_TURN, deadline);
    switch (end) {
      case MORE -> {}
      case IDLE -> {
        done.incrementAndGet();
        finish(source);
      }
      case OUT_OF_TIME -> outOfTime.set(true);
      case NO_CREDENTIALS -> turns.without(source.access());
    }
    progress.at(done.get(), sources.size(), parts.tally().delivery().received());
    return end == SourceRun.Turn.MORE;
  }

  private static void finish(SourceRun source) throws RunAbortedException {
    try {
      source.finish();
    } catch (CheckpointException e) {
      throw new RunAbortedException(PollReport.End.CHECKPOINTS, String.valueOf(e.getMessage()), e);
    }
  }

  private PollReport report() {
    List<PollReport.Outcome> outcomes = new ArrayList<>(unreadable);
    sources.forEach(source -> outcomes.add(source.outcome()));
    warn(outcomes);
    PollReport.End end =
        stop == null
            ? (outOfTime.get() ? PollReport.End.OUT_OF_TIME : PollReport.End.DONE)
            : stop.end();
    return new PollReport(
        end,
        stop == null ? "" : String.valueOf(stop.getMessage()),
        parts.tally().delivery(),
        outcomes,
        found.skipped(),
        parts.tally().counts());
  }

  private void warn(List<PollReport.Outcome> outcomes) {
    List<Failure> failures =
        outcomes.stream().map(PollReport.Outcome::failure).filter(Objects::nonNull).toList();
    failures.stream().limit(MOST_WARNINGS).forEach(failure -> log.warn(failure.message()));
    if (failures.size() > MOST_WARNINGS) {
      log.warn(
          "and %d more sources that could not be read".formatted(failures.size() - MOST_WARNINGS));
    }
  }
}
