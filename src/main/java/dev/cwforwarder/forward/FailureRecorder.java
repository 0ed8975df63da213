package dev.cwforwarder.forward;

import dev.cwforwarder.map.otel.OtelShape;
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

/// Stores events in the failure store after redaction.
final class FailureRecorder {
  /// Rules do not reach the inside of an encoded payload.
  private static final String RAW = " (payloads with spans are raw: not redacted)";

  /// About 28 KB of CloudWatch event ids in one log line.
  private static final int IDS_PER_LINE = 500;

  /// Limit for storing the partly rejected requests of a batch, which are only for inspection.
  private static final Duration TIME_FOR_REJECTED = Duration.ofSeconds(10);

  private final FailureStore store;
  private final RecordRules rules;
  private final Deadline deadline;
  private final Clock clock;
  private final Log log;

  /// @param rules redact the events before they are stored
  FailureRecorder(FailureStore store, RecordRules rules, Deadline deadline, Clock clock, Log log) {
    this.store = store;
    this.rules = rules;
    this.deadline = deadline;
    this.clock = clock;
    this.log = log;
  }

  /// A request that the endpoint accepted except for some of its records.
  ///
  /// @param range the positions of its events in the batch
  /// @param rejected how many events count as rejected
  record PartlyRejected(Range range, int rejected, String message) {}

  /// The outcome of storing events.
  ///
  /// @param stored number of stored events by reason; empty for rejected events
  /// @param notStored number of events that could not be stored
  /// @param problem why they could not be stored; null when all were
  record Outcome(Map<String, Integer> stored, int notStored, @Nullable String problem) {}

  /// Stores refused events of `batch` under `quarantine/`, in one document for each reason.
  Outcome quarantine(LogBatch batch, RefusedRecords records) {
    Map<String, Integer> stored = new TreeMap<>();
    int notStored = 0;
    String problem = null;
    for (Map.Entry<RefusedRecords.Why, List<Integer>> refused : records.byReason().entrySet()) {
      RefusedRecords.Why why = refused.getKey();
      List<LogEvent> events = redacted(refused.getValue().stream().map(batch.events()::get));
      FailureDocument document =
          document(batch, FailureDocument.Kind.QUARANTINE, why.reason(), why.httpStatus(), events);
      try {
        store.store(document, deadline);
        stored.merge(why.name(), events.size(), Integer::sum);
        log.warn("%d records stored in quarantine: %s".formatted(events.size(), why.reason()));
      } catch (StoreException e) {
        notStored += events.size();
        problem =
            "%d of the records refused: %s; not stored: %s"
                .formatted(events.size(), why.reason(), e.getMessage());
      }
    }
    return new Outcome(stored, notStored, problem);
  }

  /// Stores all events of partly rejected requests under `rejected/`, because the response does not
  /// identify the rejected ones. Logs the ids of the events that cannot be stored.
  ///
  /// Without a failure store the outcome has no problem: the operator does not want a copy.
  Outcome storeRejected(LogBatch batch, List<PartlyRejected> requests) {
    Deadline limit =
        deadline.allows(TIME_FOR_REJECTED) ? Deadline.in(TIME_FOR_REJECTED, clock) : deadline;
    int notStored = 0;
    String problem = null;
    for (PartlyRejected request : requests) {
      Range range = request.range();
      List<LogEvent> events = redacted(batch.events().subList(range.from(), range.to()).stream());
      String reason = "partial success: " + request.message();
      try {
        store.store(document(batch, FailureDocument.Kind.REJECTED, reason, 200, events), limit);
      } catch (StoreException e) {
        log.warn("a partly rejected request is not stored: " + e.getMessage());
        logIds(events);
        if (!store.isNone()) {
          notStored += request.rejected();
          problem = "%d records rejected; not stored: %s".formatted(notStored, e.getMessage());
        }
      }
    }
    return new Outcome(Map.of(), notStored, problem);
  }

  /// The original events of CloudWatch after redaction.
  private List<LogEvent> redacted(Stream<LogEvent> events) {
    return events.flatMap(event -> rules.forStore(event).stream()).toList();
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
      LogBatch batch,
      FailureDocument.Kind kind,
      String reason,
      int httpStatus,
      List<LogEvent> events) {
    boolean raw = events.stream().anyMatch(event -> OtelShape.isStdout(event.message()));
    return new FailureDocument.Events(
        kind, raw ? reason + RAW : reason, httpStatus, clock.instant(), batch.source(), events);
  }
}
