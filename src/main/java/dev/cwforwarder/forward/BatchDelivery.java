package dev.cwforwarder.forward;

import dev.cwforwarder.export.ExportResult;
import dev.cwforwarder.export.ExportSession;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.telemetry.Log;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Delivers the records of one batch: splits requests that are too large, bisects down to the
/// records that are refused, and stops when the endpoint itself is the problem. Every record is
/// counted exactly once.
///
/// @param <R> a record
final class BatchDelivery<R> {
  /// After this many single records refused in a row, the endpoint itself may be the problem.
  private static final int REFUSALS_BEFORE_PROBE = 8;

  private final ExportSession<R> session;
  private final FailureRecorder recorder;
  private final Log log;
  private LogBatch batch;
  private List<R> records;
  private final RefusedRecords refused = new RefusedRecords();
  private final List<FailureRecorder.PartlyRejected> partlyRejected = new ArrayList<>();

  private int exported;
  private int rejected;
  private int undelivered;
  private int refusalsInARow;
  private boolean endpointProven;
  private boolean outOfTime;
  private @Nullable String failure;

  BatchDelivery(
      PreparedBatch<R> prepared, ExportSession<R> session, FailureRecorder recorder, Log log) {
    this.batch = prepared.batch();
    this.records = prepared.records();
    this.session = session;
    this.recorder = recorder;
    this.log = log;
  }

  Delivery deliver() {
    for (Range unsent : Bisection.run(records.size(), this::send)) {
      undelivered += events(unsent);
    }
    Map<String, Integer> stored = storeRefused();
    // Last: a slow store must not take time from the requests above.
    storeRejected();
    Delivery delivery =
        new Delivery(
            batch.count(),
            exported,
            Map.of(),
            rejected,
            stored,
            undelivered,
            session.traffic(),
            failure);
    return outOfTime ? delivery.asOutOfTime() : delivery;
  }

  private Bisection.Next send(Range range) {
    ExportResult result = session.export(records.subList(range.from(), range.to()));
    switch (result) {
      case ExportResult.Exported _ -> accepted(events(range), 0);
      case ExportResult.PartlyRejected partly -> partlyRejected(range, partly);
      case ExportResult.TooLarge _ when range.size() == 1 -> refused.tooLarge(range.from());
      case ExportResult.Refused single when range.size() == 1 -> refused(range.from(), single);
      case ExportResult.TooManyDays _ -> {
        orderByDay(range);
        return Bisection.Next.SPLIT;
      }
      case ExportResult.TooLarge _, ExportResult.Refused _ -> {
        return Bisection.Next.SPLIT;
      }
      case ExportResult.OutOfTime late -> {
        outOfTime = true;
        fail(events(range), late.reason());
      }
      case ExportResult.Unavailable unavailable -> fail(events(range), unavailable.reason());
      case ExportResult.Misconfigured wrong -> fail(events(range), wrong.reason());
    }
    return failure == null ? Bisection.Next.DONE : Bisection.Next.STOP;
  }

  /// Orders the events of `range`, of which none has been sent, by day. So its halves have fewer
  /// days even if the days alternate.
  private void orderByDay(Range range) {
    Integer[] order = IntStream.range(0, records.size()).boxed().toArray(Integer[]::new);
    Arrays.sort(
        order,
        range.from(),
        range.to(),
        Comparator.comparingLong(at -> session.firstDay(records.get(at))));
    batch = new LogBatch(batch.source(), Stream.of(order).map(batch.events()::get).toList());
    records = Stream.of(order).map(records::get).toList();
  }

  /// How many CloudWatch events the records of `range` represent.
  private int events(Range range) {
    return batch.count(range.from(), range.to());
  }

  /// @param events number of events in the request
  /// @param rejectedEvents how many of them the endpoint rejected
  private void accepted(int events, int rejectedEvents) {
    exported += events - rejectedEvents;
    rejected += rejectedEvents;
    refusalsInARow = 0;
    endpointProven = true;
  }

  /// The request is not sent again, because the OTLP specification forbids it. The response does
  /// not identify the rejected records: the first ones are counted, each with the events it
  /// represents.
  private void partlyRejected(Range range, ExportResult.PartlyRejected partly) {
    int count = (int) Math.min(partly.rejected(), range.size());
    int events = batch.count(range.from(), range.from() + count);
    accepted(events(range), events);
    log.warn(
        "the endpoint accepted a request of %d records but rejected %d of them: %s"
            .formatted(range.size(), count, partly.message()));
    partlyRejected.add(new FailureRecorder.PartlyRejected(range, events, partly.message()));
  }

  /// Rejected events that cannot be stored count as undelivered, so that the source sends the whole
  /// payload again. The specification allows this, because it is not the same request.
  private void storeRejected() {
    if (partlyRejected.isEmpty()) {
      return;
    }
    FailureRecorder.Outcome outcome = recorder.storeRejected(batch, partlyRejected);
    rejected -= outcome.notStored();
    undelivered += outcome.notStored();
    failure = failure == null ? outcome.problem() : failure;
  }

  private void refused(int index, ExportResult.Refused result) {
    refused.refused(index, result);
    if (++refusalsInARow == REFUSALS_BEFORE_PROBE) {
      refusalsInARow = 0;
      probe(result.reason());
    }
  }

  private void probe(String reason) {
    session
        .probe()
        .ifPresentOrElse(
            problem -> fail(0, reason + ", and " + problem), () -> endpointProven = true);
  }

  private void fail(int events, String reason) {
    undelivered += events;
    failure = reason;
  }

  /// Stores refused records only if the endpoint has proven that it accepts others, and nothing
  /// else failed. Otherwise they count as undelivered like the rest, and the source sends them
  /// again.
  private Map<String, Integer> storeRefused() {
    if (refused.isEmpty()) {
      return Map.of();
    }
    if (refused.anyByEndpoint() && !endpointProven && failure == null) {
      probe(refused.firstReason());
    }
    if (failure != null) {
      undelivered += refused.positions().mapToInt(at -> batch.count(at, at + 1)).sum();
      return Map.of();
    }
    FailureRecorder.Outcome outcome = recorder.quarantine(batch, refused);
    undelivered += outcome.notStored();
    failure = outcome.problem();
    return outcome.stored();
  }
}
