package dev.cwforwarder.poll;

import dev.cwforwarder.model.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One source within a run. It is read in turns, by one thread at a time.
final class SourceRun {
  /// The maximum time for one page: reading, delivering and saving.
  static final Duration PAGE = Duration.ofSeconds(20);

  /// A checkpoint is saved at least after this many pages without due events.
  private static final int PAGES_BETWEEN_SAVES = 10;

  private final Candidate candidate;
  private final RunContext context;
  private final RequestBudget budget;
  private final CheckpointSession session;
  private final NamedStreams streams;
  private final boolean probing;
  private final @Nullable Failure failureBefore;
  private boolean readerWorks;
  private boolean failed;
  private boolean more = true;
  private int unsaved;

  /// How far the server's clock was behind the local one, in milliseconds.
  private long clockDifference;

  private SourceRun(
      Candidate candidate, RunContext context, RequestBudget budget, CheckpointSession session) {
    this.candidate = candidate;
    this.context = context;
    this.budget = budget;
    this.session = session;
    this.streams = new NamedStreams(candidate);
    this.probing = context.probe(session);
    this.failureBefore = session.current().failure();
  }

  /// Continues at the source's checkpoint.
  ///
  /// @param start creates the first checkpoint if there is none
  static SourceRun of(
      Candidate candidate, RunContext context, RequestBudget budget, CheckpointSession.Start start)
      throws CheckpointException, RunAbortedException {
    CheckpointSession session =
        CheckpointSession.of(context.store(), candidate.source().id(), start);
    return new SourceRun(candidate, context, budget, session);
  }

  /// How a turn ended.
  enum TurnEnd {
    /// More is due.
    MORE,
    /// Nothing is due, or nothing can be read now.
    IDLE,
    /// The deadline is near.
    OUT_OF_TIME,
    /// The credentials are not valid, for this source and all others of its access.
    NO_CREDENTIALS
  }

  /// Reads at most `pages` pages, delivers their due events and acknowledges them.
  ///
  /// @throws RunAbortedException if no source can continue in this run
  TurnEnd turn(int pages, Deadline deadline) throws RunAbortedException, InterruptedException {
    try {
      return pages(pages, deadline);
    } catch (CheckpointException e) {
      throw new RunAbortedException(e);
    }
  }

  private TurnEnd pages(int pages, Deadline deadline)
      throws RunAbortedException, CheckpointException, InterruptedException {
    if (mustWait()) {
      more = false;
      return TurnEnd.IDLE;
    }
    for (int i = 0; i < pages; i++) {
      Optional<NextWindow.Choice> next =
          nextWindow().of(session.current(), probing && !readerWorks);
      if (next.isEmpty()) {
        more = false;
        session.save();
        return TurnEnd.IDLE;
      }
      session.change(next.get().checkpoint());
      context.lease().renew();
      if (!deadline.allows(PAGE) || !budget.take(deadline.minus(PAGE))) {
        session.save();
        return TurnEnd.OUT_OF_TIME;
      }
      Optional<TurnEnd> end = request(next.get().item(), deadline);
      if (end.isPresent()) {
        more = end.get() != TurnEnd.IDLE;
        return end.get();
      }
    }
    return TurnEnd.MORE;
  }

  /// Whether the source failed in this run, or its back-off time has not passed yet.
  private boolean mustWait() {
    Failure before = session.current().failure();
    return failed || (before != null && before.retryAt().isAfter(context.clock().instant()));
  }

  /// Makes one request. Empty if the turn continues.
  private Optional<TurnEnd> request(WorkItem item, Deadline deadline)
      throws RunAbortedException, CheckpointException {
    Window window = item.window(session.current()).orElseThrow();
    streams.prepare(item, window);
    return streams.isSearching() ? probe(item, window, deadline) : page(item, window, deadline);
  }

  private Optional<TurnEnd> page(WorkItem item, Window window, Deadline deadline)
      throws RunAbortedException, CheckpointException {
    LogReader.Page page;
    try {
      context.counters().request();
      page = context.reader(session.current().reader()).read(streams.request(window, deadline));
    } catch (ReadException e) {
      return failed(item, window, e);
    }
    budget.succeeded();
    context.counters().scanned(page.bytesScanned());
    readerWorks = true;
    if (isFirstWithoutIngestion(page)) {
      session.change(session.current().withIngestionUnknown());
      if (item.isNarrowest() && window.isUntouched()) {
        discardNarrowest(); // without ingestion times it settles later
        return Optional.empty();
      }
    }
    Window settled = item.isNarrowest() ? endingByServerClock(window, page) : window;
    if (settled.upTo() <= settled.after()) {
      discardNarrowest(); // not due yet by the server's clock, but wider tiers may be
      return Optional.empty();
    }
    acknowledge(item, settled, page, deadline);
    return page.repeats(window.cursor().token()) ? noProgress(item) : Optional.empty();
  }

  /// The same request would be answered with the same page for ever. A later run continues at the
  /// timestamp reached.
  private Optional<TurnEnd> noProgress(WorkItem item)
      throws RunAbortedException, CheckpointException {
    withoutToken(item, item.window(session.current()).orElseThrow());
    session.change(session.current().withFailure(failureBefore));
    return remember(ReadException.noProgress(candidate.source()), TurnEnd.IDLE);
  }

  /// Finds out whether named streams exist. Empty if the turn continues.
  private Optional<TurnEnd> probe(WorkItem item, Window window, Deadline deadline)
      throws RunAbortedException, CheckpointException {
    context.counters().request();
    LogReader reader = context.reader(session.current().reader());
    Optional<ReadException> failure = streams.probe(reader, window, deadline);
    return failure.isPresent() ? failed(item, window, failure.get()) : searched();
  }

  private Optional<TurnEnd> searched() throws RunAbortedException, CheckpointException {
    return streams.isNothingLeft() ? remember(streams.problem(), TurnEnd.IDLE) : Optional.empty();
  }

  private void acknowledge(WorkItem item, Window window, LogReader.Page page, Deadline deadline)
      throws RunAbortedException, CheckpointException {
    List<PolledEvent> fresh = window.fresh(page);
    List<PolledEvent> due = fresh.stream().filter(window::isDue).toList();
    context.deliver(candidate.source().group(), due, !item.isNarrowest(), deadline);
    Window past = window.past(fresh, page.nextToken(), item.maxIds());
    Checkpoint before = session.current();
    session.change(
        (page.last() ? item.done(before, past) : item.put(before, past))
            .withFailure(streams.failure(context, before.failure())));
    if (page.last()) {
      context.counters().repaired(Audit.repaired(before, session.current()));
    }
    unsaved++;
    if (page.last() || !due.isEmpty() || unsaved >= PAGES_BETWEEN_SAVES) {
      session.save();
      unsaved = 0;
    }
  }

  /// The window ends earlier if the server's clock is behind the local one: events ingested later
  /// may not be visible yet.
  private Window endingByServerClock(Window window, LogReader.Page page) {
    Instant server = page.serverTime();
    if (server == null || !window.isUntouched()) {
      return window;
    }
    clockDifference = Math.max(0, context.clock().millis() - server.toEpochMilli());
    long settle = nextWindow().settle(session.current());
    return window.endingAt(Math.min(window.upTo(), server.toEpochMilli() - settle));
  }

  private NextWindow nextWindow() {
    return new NextWindow(candidate, context.clock().millis() - clockDifference);
  }

  private boolean isFirstWithoutIngestion(LogReader.Page page) {
    return !session.current().ingestionUnknown()
        && page.events().stream().anyMatch(event -> event.ingestionMillis() == PolledEvent.UNKNOWN);
  }

  private void discardNarrowest() {
    Checkpoint checkpoint = session.current();
    session.change(checkpoint.with(0, checkpoint.tiers().getFirst().discarded()));
  }

  /// Empty if the turn continues.
  private Optional<TurnEnd> failed(WorkItem item, Window window, ReadException e)
      throws RunAbortedException, CheckpointException {
    return switch (e.reason()) {
      case THROTTLED -> {
        context.counters().throttled();
        budget.throttled();
        yield Optional.of(TurnEnd.MORE);
      }
      case UNSUPPORTED -> otherReader(e);
      case RETENTION_EXPIRED -> {
        // CloudWatch has deleted the events of the window, so skipping it loses nothing.
        session.change(item.done(session.current(), window));
        session.save();
        yield Optional.empty();
      }
      case OUT_OF_TIME -> {
        session.save();
        yield Optional.of(TurnEnd.OUT_OF_TIME);
      }
      case TOKEN_EXPIRED, UNEXPECTED ->
          window.cursor().token().isEmpty()
              ? remember(e, TurnEnd.IDLE)
              : withoutToken(item, window);
      case CREDENTIALS -> remember(e, TurnEnd.NO_CREDENTIALS);
      case GONE -> streams.search(session.current()) ? searched() : remember(e, TurnEnd.IDLE);
      case DENIED, KMS_DENIED, UNAVAILABLE -> remember(e, TurnEnd.IDLE);
    };
  }

  private Optional<TurnEnd> withoutToken(WorkItem item, Window window) {
    session.change(item.put(session.current(), window.withoutToken()));
    return Optional.empty();
  }

  private Optional<TurnEnd> otherReader(ReadException e)
      throws RunAbortedException, CheckpointException {
    Checkpoint checkpoint = session.current();
    if (checkpoint.reader() == ReaderKind.INSIGHTS || !candidate.reading().insights().enabled()) {
      return remember(e, TurnEnd.IDLE);
    }
    Window open = checkpoint.tiers().getFirst().open();
    if (open != null && open.isUntouched()) {
      discardNarrowest(); // Logs Insights settles later
    }
    session.change(session.current().withReader(ReaderKind.INSIGHTS, context.clock().instant()));
    return Optional.empty();
  }

  private Optional<TurnEnd> remember(ReadException e, TurnEnd end)
      throws RunAbortedException, CheckpointException {
    failed = true;
    Failure failure = context.failure(session.current().failure(), e);
    session.change(session.current().withFailure(failure));
    session.save();
    return Optional.of(end);
  }

  long watermark() {
    return session.current().watermark();
  }

  Access access() {
    return candidate.source().access();
  }

  /// Ends the delegation of a source that is read.
  void finish() throws CheckpointException {
    candidate.finish(session, context.store());
  }

  PollReport.Outcome outcome() {
    long reached = Math.min(context.clock().millis(), candidate.scope().endMillis());
    return new PollReport.Outcome(
        candidate.source().id(),
        Duration.ofMillis(Math.max(0, reached - watermark())),
        more,
        session.current().failure());
  }
}
