package dev.cwforwarder.forward;

import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.store.StoreException;
import dev.cwforwarder.telemetry.Log;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts events of one batch into the failure store. Not thread-safe.
final class FailureRecorder {
  /// Some 28 KB of CloudWatch's ids in one line of the log.
  private static final int IDS_PER_LINE = 500;

  /// What is only for inspection may take so long, all together.
  private static final Duration TIME_FOR_REJECTED = Duration.ofSeconds(10);

  private final FailureStore store;
  private final LogBatch batch;
  private final RecordRules rules;
  private final Deadline deadline;
  private final Clock clock;
  private final Log log;

  /// @param rules blot out what may not be kept
  FailureRecorder(
      FailureStore store,
      LogBatch batch,
      RecordRules rules,
      Deadline deadline,
      Clock clock,
      Log log) {
    this.store = store;
    this.batch = batch;
    this.rules = rules;
    this.deadline = deadline;
    this.clock = clock;
    this.log = log;
  }

  /// What became of refused events.
  ///
  /// @param stored how many are kept, by reason
  /// @param lost how many are not
  /// @param problem why not; null when all are kept
  record Kept(Map<String, Integer> stored, int lost, @Nullable String problem) {}

  /// A request that the endpoint took without `rejected` of its records.
  record PartlyRejected(Range part, int rejected, String message) {}

  /// @param lost how many rejected records are not kept
  /// @param problem why not; null when all are kept
  record Unkept(int lost, @Nullable String problem) {}

  /// Keeps refused events under `quarantine/`, one document a reason.
  Kept quarantine(RefusedRecords refusals) {
    Map<String, Integer> stored = new TreeMap<>();
    int lost = 0;
    String problem = null;
    for (Map.Entry<RefusedRecords.Why, List<Integer>> refused : refusals.byReason().entrySet()) {
      RefusedRecords.Why why = refused.getKey();
      List<LogEvent> events = forStore(refused.getValue().stream().map(batch.events()::get));
      try {
        store.keep(
            document(FailureDocument.Kind.QUARANTINE, why.reason(), why.httpStatus(), events),
            deadline);
        stored.merge(why.name(), events.size(), Integer::sum);
        log.warn("%d records kept in quarantine: %s".formatted(events.size(), why.reason()));
      } catch (StoreException e) {
        lost += events.size();
        problem =
            "%d of the records refused: %s; not kept: %s"
                .formatted(events.size(), why.reason(), e.getMessage());
      }
    }
    return new Kept(stored, lost, problem);
  }

  /// Keeps the events of partly rejected requests under `rejected/`: nobody knows which of them the
  /// endpoint threw away. What is not kept is named in the log.
  ///
  /// @return how many rejected records are nowhere but where they came from; none of them when
  ///   there is no store, since nobody wants a copy then
  Unkept keepRejected(List<PartlyRejected> requests) {
    Deadline inspection = soon();
    int lost = 0;
    String problem = null;
    for (PartlyRejected request : requests) {
      Range part = request.part();
      List<LogEvent> events = forStore(batch.events().subList(part.from(), part.to()).stream());
      String reason = "partial success: " + request.message();
      try {
        store.keep(document(FailureDocument.Kind.REJECTED, reason, 200, events), inspection);
      } catch (StoreException e) {
        log.warn("a partly rejected request is not kept: " + e.getMessage());
        logIds(events);
        if (!store.isNone()) {
          lost += request.rejected();
          problem = "%d records rejected; not kept: %s".formatted(lost, e.getMessage());
        }
      }
    }
    return new Unkept(lost, problem);
  }

  /// What is kept are the events as CloudWatch gave them, blotted out.
  private List<LogEvent> forStore(Stream<LogEvent> events) {
    return events.flatMap(event -> rules.forStore(event).stream()).toList();
  }

  private Deadline soon() {
    return deadline.allows(TIME_FOR_REJECTED) ? Deadline.in(TIME_FOR_REJECTED, clock) : deadline;
  }

  private void logIds(List<LogEvent> events) {
    for (int from = 0; from < events.size(); from += IDS_PER_LINE) {
      log.warn(
          events.subList(from, Math.min(from + IDS_PER_LINE, events.size())).stream()
              .map(LogEvent::id)
              .collect(Collectors.joining(" ", "ids of the request: ", "")));
    }
  }

  private FailureDocument document(
      FailureDocument.Kind kind, String reason, int httpStatus, List<LogEvent> events) {
    return new FailureDocument.Events(
        kind, reason, httpStatus, clock.instant(), batch.source(), events);
  }
}
