package dev.cwforwarder.forward;

import dev.cwforwarder.export.ExportResult;
import dev.cwforwarder.export.ExportSession;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.telemetry.Log;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Delivers the records of one batch: splits what is too large, closes in on what is refused, stops
/// where the endpoint is the problem. Every record ends in exactly one count.
final class BatchDelivery {
  /// So many single records refused one after the other make the endpoint itself suspect.
  private static final int REFUSALS_BEFORE_PROBE = 8;

  private final ExportSession session;
  private final FailureRecorder keeper;
  private final Log log;
  private final LogBatch batch;
  private final List<LogRecordData> records;
  private final Deque<Range> parts = new ArrayDeque<>();
  private final RefusedRecords refusals = new RefusedRecords();
  private final List<FailureRecorder.PartlyRejected> partlyRejected = new ArrayList<>();

  private int exported;
  private int rejected;
  private int undelivered;
  private int refusalsInARow;
  private boolean endpointProven;
  private @Nullable String failure;

  /// @param ruled the batch the keeper knows, with its records
  BatchDelivery(RecordRules.Ruled ruled, ExportSession session, FailureRecorder keeper, Log log) {
    this.batch = ruled.batch();
    this.records = ruled.records();
    this.session = session;
    this.keeper = keeper;
    this.log = log;
  }

  Delivery deliver() {
    parts.push(new Range(0, records.size()));
    while (!parts.isEmpty() && failure == null) {
      Range part = parts.pop();
      account(part, session.export(records.subList(part.from(), part.to())));
    }
    parts.forEach(part -> undelivered += events(part));
    Map<String, Integer> stored = settleRefusals();
    // Last: a slow store must not take the time of the others.
    settleRejected();
    return new Delivery(
        batch.count(),
        exported,
        Map.of(),
        rejected,
        stored,
        undelivered,
        session.traffic(),
        failure);
  }

  private void account(Range part, ExportResult result) {
    switch (result) {
      case ExportResult.Exported _ -> taken(events(part), 0);
      case ExportResult.PartlyRejected partly -> partlyRejected(part, partly);
      case ExportResult.TooLarge _ when part.size() == 1 -> refusals.tooLarge(part.from());
      case ExportResult.Refused single when part.size() == 1 -> refuse(part.from(), single);
      case ExportResult.TooLarge _, ExportResult.Refused _ -> split(part);
      case ExportResult.Unavailable unavailable -> fail(events(part), unavailable.reason());
      case ExportResult.Misconfigured wrong -> fail(events(part), wrong.reason());
    }
  }

  /// How many events of CloudWatch the records of `part` stand for.
  private int events(Range part) {
    return batch.count(part.from(), part.to());
  }

  private void taken(int count, int ofThemRejected) {
    exported += count - ofThemRejected;
    rejected += ofThemRejected;
    refusalsInARow = 0;
    endpointProven = true;
  }

  /// The request is not sent again: the OTLP specification forbids it. Which records were rejected
  /// is not known: the first ones are charged, each with the events it stands for.
  private void partlyRejected(Range part, ExportResult.PartlyRejected partly) {
    int count = (int) Math.min(partly.rejected(), part.size());
    int events = batch.count(part.from(), part.from() + count);
    taken(events(part), events);
    log.warn(
        "the endpoint took a request of %d records and rejected %d of them: %s"
            .formatted(part.size(), count, partly.message()));
    partlyRejected.add(new FailureRecorder.PartlyRejected(part, events, partly.message()));
  }

  /// What was rejected and cannot be kept either is as undelivered as anything: the whole payload
  /// comes again. Not forbidden, since it is not this request that is sent again.
  private void settleRejected() {
    if (partlyRejected.isEmpty()) {
      return;
    }
    FailureRecorder.Unkept unkept = keeper.keepRejected(partlyRejected);
    rejected -= unkept.lost();
    undelivered += unkept.lost();
    failure = failure == null ? unkept.problem() : failure;
  }

  /// First half first, so that records leave in the order they came.
  private void split(Range part) {
    int middle = part.from() + part.size() / 2;
    parts.push(new Range(middle, part.to()));
    parts.push(new Range(part.from(), middle));
  }

  private void refuse(int index, ExportResult.Refused refused) {
    refusals.refused(index, refused);
    if (++refusalsInARow == REFUSALS_BEFORE_PROBE) {
      refusalsInARow = 0;
      probe(refused.reason());
    }
  }

  private void probe(String reason) {
    session
        .probe()
        .ifPresentOrElse(
            problem -> fail(0, reason + ", and " + problem), () -> endpointProven = true);
  }

  private void fail(int count, String reason) {
    undelivered += count;
    failure = reason;
  }

  /// Refused records are kept only once the endpoint has shown that it takes others, and nothing
  /// else stands in the way: else they are as undelivered as the rest, and come again with it.
  private Map<String, Integer> settleRefusals() {
    if (refusals.isEmpty()) {
      return Map.of();
    }
    if (refusals.anyByEndpoint() && !endpointProven && failure == null) {
      probe(refusals.firstReason());
    }
    if (failure != null) {
      undelivered += refusals.positions().mapToInt(at -> batch.count(at, at + 1)).sum();
      return Map.of();
    }
    FailureRecorder.Kept kept = keeper.quarantine(refusals);
    undelivered += kept.lost();
    failure = kept.problem();
    return kept.stored();
  }
}
