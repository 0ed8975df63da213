package dev.cwforwarder.poll;

import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.model.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One source within a run. Worked on in turns, by one thread at a time.
final class SourceRun {
  /// One page may take so long, with reading, delivering and saving.
  static final Duration PAGE = Duration.ofSeconds(20);

  /// The same page is not asked for more often in one turn.
  private static final int PAGES_BETWEEN_SAVES = 10;

  private final Candidate candidate;
  private final RunContext parts;
  private final RequestBudget budget;
  private final CheckpointSession keeping;
  private final boolean probing;
  private boolean readerWorks;
  private boolean failed;
  private boolean more = true;
  private int unsaved;

  /// Milliseconds the server's clock was seen behind ours.
  private long behind;

  private SourceRun(
      Candidate candidate, RunContext parts, RequestBudget budget, CheckpointSession keeping) {
    this.candidate = candidate;
    this.parts = parts;
    this.budget = budget;
    this.keeping = keeping;
    this.probing = parts.probe(keeping);
  }

  /// Takes up the source where it was left.
  static SourceRun of(
      Candidate candidate, RunContext parts, RequestBudget budget, CheckpointSession.Start start)
      throws CheckpointException, RunAbortedException {
    return new SourceRun(
        candidate,
        parts,
        budget,
        CheckpointSession.of(parts.store(), candidate.source().id(), start));
  }

  /// How a turn ended.
  enum Turn {
    /// There is more to do.
    MORE,
    /// Nothing is due, or nothing can be done now.
    IDLE,
    /// The deadline is near.
    OUT_OF_TIME,
    /// The credentials are of no use, for this source and all others of its access.
    NO_CREDENTIALS
  }

  /// Reads at most `pages` pages, and acknowledges what is delivered of them.
  ///
  /// @throws StopException when no source can be helped in this run
  Turn turn(int pages, Deadline deadline) throws RunAbortedException, InterruptedException {
    try {
      return pages(pages, deadline);
    } catch (CheckpointException e) {
      throw new RunAbortedException(PollReport.End.CHECKPOINTS, String.valueOf(e.getMessage()), e);
    }
  }

  private Turn pages(int pages, Deadline deadline)
      throws RunAbortedException, CheckpointException, InterruptedException {
    Instant now = parts.clock().instant();
    Failure before = keeping.current().failure();
    if (failed || (before != null && before.retryAt().isAfter(now))) {
      more = false;
      return Turn.IDLE;
    }
    for (int i = 0; i < pages; i++) {
      Optional<NextWindow.Choice> next =
          nextWindow().of(keeping.current(), probing && !readerWorks);
      if (next.isEmpty()) {
        more = false;
        keeping.save();
        return Turn.IDLE;
      }
      keeping.change(next.get().checkpoint());
      parts.lease().keep();
      if (!deadline.allows(PAGE) || !budget.take(deadline.minus(PAGE))) {
        keeping.save();
        return Turn.OUT_OF_TIME;
      }
      Optional<Turn> ended = page(next.get().slot(), deadline);
      if (ended.isPresent()) {
        more = ended.get() != Turn.IDLE;
        return ended.get();
      }
    }
    return Turn.MORE;
  }

  /// Empty when the turn goes on.
  private Optional<Turn> page(WorkItem slot, Deadline deadline)
      throws RunAbortedException, CheckpointException {
    Window window = slot.window(keeping.current()).orElseThrow();
    LogReader.Page page;
    try {
      parts.tally().request();
      page = parts.reader(keeping.current().reader()).read(request(window, deadline));
    } catch (ReadException e) {
      return failed(slot, window, e);
    }
    budget.succeeded();
    parts.tally().scanned(page.bytesScanned());
    readerWorks = true;
    boolean narrowest = slot instanceof WorkItem.OfTier tier && tier.index() == 0;
    if (isFirstWithoutIngestion(page)) {
      keeping.change(keeping.current().withIngestionUnknown());
      if (narrowest && window.isUntouched()) {
        closeNarrowest(); // it settles later, so it is opened anew
        return Optional.empty();
      }
    }
    Window timed = narrowest ? onServersClock(window, page) : window;
    if (timed.upTo() <= timed.after()) {
      closeNarrowest(); // not due yet by the server's clock, but wider tiers may be
      return Optional.empty();
    }
    acknowledge(slot, timed, page, deadline);
    return Optional.empty();
  }

  private LogReader.Request request(Window window, Deadline deadline) {
    Cursor cursor = window.cursor();
    return new LogReader.Request(
        candidate.source(),
        cursor.from(),
        window.last(),
        window.after(),
        window.upTo(),
        cursor.token(),
        candidate.reading().maxEvents(),
        deadline);
  }

  private void acknowledge(WorkItem slot, Window window, LogReader.Page page, Deadline deadline)
      throws RunAbortedException, CheckpointException {
    List<PolledEvent> fresh = window.fresh(page);
    List<PolledEvent> due = fresh.stream().filter(window::isDue).toList();
    deliver(slot, due, deadline);
    Window past = window.past(fresh, page.nextToken(), slot.mostIds());
    Checkpoint before = keeping.current();
    keeping.change(
        (page.last() ? slot.done(before, past) : slot.put(before, past)).withFailure(null));
    if (page.last()) {
      parts.tally().repaired(Audit.repaired(before, keeping.current()));
    }
    unsaved++;
    if (page.last() || !due.isEmpty() || unsaved >= PAGES_BETWEEN_SAVES) {
      keeping.save();
      unsaved = 0;
    }
  }

  private void deliver(WorkItem slot, List<PolledEvent> due, Deadline deadline)
      throws RunAbortedException {
    if (due.isEmpty()) {
      return;
    }
    boolean late = !(slot instanceof WorkItem.OfTier tier && tier.index() == 0);
    Delivery all = Delivery.NONE;
    for (Delivery one :
        parts.forwarder().forwardAll(StreamBatches.of(candidate.source().group(), due), deadline)) {
      all = all.plus(one);
    }
    parts.tally().delivered(all, late);
    if (all.undelivered() > 0) {
      throw new RunAbortedException(PollReport.End.UNAVAILABLE, all.summary(), null);
    }
  }

  /// A window ends by the server's clock if that is behind: what was ingested after it may not be
  /// visible yet.
  private Window onServersClock(Window window, LogReader.Page page) {
    Instant server = page.serverTime();
    if (server == null || !window.isUntouched()) {
      return window;
    }
    behind = Math.max(0, parts.clock().millis() - server.toEpochMilli());
    long settle = nextWindow().settle(keeping.current());
    return window.endingAt(Math.min(window.upTo(), server.toEpochMilli() - settle));
  }

  private NextWindow nextWindow() {
    return new NextWindow(candidate, parts.clock().millis() - behind);
  }

  private boolean isFirstWithoutIngestion(LogReader.Page page) {
    return !keeping.current().ingestionUnknown()
        && page.events().stream().anyMatch(event -> event.ingestionMillis() == PolledEvent.UNKNOWN);
  }

  private void closeNarrowest() {
    Checkpoint.TierState state = keeping.current().tiers().getFirst();
    keeping.change(
        keeping.current().with(0, state.closed(state.watermark(), state.acknowledged())));
  }

  private Optional<Turn> failed(WorkItem slot, Window window, ReadException e)
      throws RunAbortedException, CheckpointException {
    boolean tokenLost =
        switch (e.reason()) {
          case TOKEN_EXPIRED, UNEXPECTED -> !window.cursor().token().isEmpty();
          default -> false;
        };
    if (tokenLost) {
      keeping.change(slot.put(keeping.current(), window.withoutToken()));
      return Optional.empty();
    }
    return switch (e.reason()) {
      case THROTTLED -> {
        parts.tally().throttled();
        budget.throttled();
        yield Optional.of(Turn.MORE);
      }
      case UNSUPPORTED -> otherReader(e);
      case RETENTION_EXPIRED -> {
        // What it holds is gone from CloudWatch: nothing is lost by going on.
        keeping.change(slot.done(keeping.current(), window));
        keeping.save();
        yield Optional.empty();
      }
      case OUT_OF_TIME -> {
        keeping.save();
        yield Optional.of(Turn.OUT_OF_TIME);
      }
      case CREDENTIALS -> {
        remember(e);
        yield Optional.of(Turn.NO_CREDENTIALS);
      }
      case GONE, DENIED, KMS_DENIED, UNAVAILABLE, TOKEN_EXPIRED, UNEXPECTED -> {
        remember(e);
        yield Optional.of(Turn.IDLE);
      }
    };
  }

  private Optional<Turn> otherReader(ReadException e)
      throws RunAbortedException, CheckpointException {
    Checkpoint checkpoint = keeping.current();
    if (checkpoint.reader() == ReaderKind.FILTER && candidate.reading().insights().enabled()) {
      Window open = checkpoint.tiers().getFirst().open();
      if (open != null && open.isUntouched()) {
        closeNarrowest(); // Logs Insights settles later
      }
      keeping.change(keeping.current().withReader(ReaderKind.INSIGHTS, parts.clock().instant()));
      return Optional.empty();
    }
    remember(e);
    return Optional.of(Turn.IDLE);
  }

  private void remember(ReadException e) throws RunAbortedException, CheckpointException {
    failed = true;
    Failure failure = parts.failure(keeping.current().failure(), e);
    keeping.change(keeping.current().withFailure(failure));
    keeping.save();
  }

  long watermark() {
    return keeping.current().watermark();
  }

  Access access() {
    return candidate.source().access();
  }

  /// Forgets a source that was handed over, once everything that is to be read of it has been.
  void finish() throws CheckpointException {
    DelegationStore.Item item = candidate.handedOver();
    if (item == null || !candidate.isFinished(keeping.current())) {
      return;
    }
    DelegationStore handedOver = new DelegationStore(parts.store());
    // Dropped first: a run that is killed here does not leave word to read all of it again.
    // What somebody ordered meanwhile is done by the next run.
    if (handedOver.drop(item) && keeping.forget()) {
      handedOver.delete(item.drop());
    }
  }

  PollReport.Outcome outcome() {
    return new PollReport.Outcome(
        candidate.source().id(),
        Duration.ofMillis(
            Math.max(0, Math.min(parts.clock().millis(), candidate.end()) - watermark())),
        more,
        keeping.current().failure());
  }
}
