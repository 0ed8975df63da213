package dev.cwforwarder.forward;

import dev.cwforwarder.export.ExportResult;
import dev.cwforwarder.export.ExportSession;
import dev.cwforwarder.export.OtlpExporter;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.telemetry.Log;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Delivers many small batches in few requests. Refused requests are bisected down to single
/// batches, which are delivered on their own. Not thread-safe.
///
/// @param <R> a record
final class SharedRequests<R> {
  private final List<PreparedBatch<R>> batches;
  private final Function<PreparedBatch<R>, Delivery> single;
  private final OtlpExporter<R> exporter;
  private final FailureRecorder recorder;
  private final Deadline deadline;
  private final Log log;
  private final List<Delivery> deliveries;
  private @Nullable String failure;

  /// @param single delivers one batch on its own
  /// @param recorder stores batches with rejected records
  SharedRequests(
      List<PreparedBatch<R>> batches,
      Function<PreparedBatch<R>, Delivery> single,
      OtlpExporter<R> exporter,
      FailureRecorder recorder,
      Deadline deadline,
      Log log) {
    this.batches = batches;
    this.single = single;
    this.exporter = exporter;
    this.recorder = recorder;
    this.deadline = deadline;
    this.log = log;
    this.deliveries = new ArrayList<>(Collections.nCopies(batches.size(), Delivery.NONE));
  }

  /// Delivers the batches.
  ///
  /// @return one delivery for each batch, in order
  List<Delivery> deliver() {
    Bisection.run(batches.size(), this::send)
        .forEach(range -> undelivered(range, String.valueOf(failure)));
    return deliveries;
  }

  private Bisection.Next send(Range range) {
    if (range.size() > 1) {
      return sendTogether(range);
    }
    Delivery delivery = single.apply(batches.get(range.from()));
    count(range.from(), delivery);
    failure = delivery.undelivered() > 0 ? delivery.problem() : null;
    return next();
  }

  private Bisection.Next sendTogether(Range range) {
    List<R> records = new ArrayList<>();
    batches.subList(range.from(), range.to()).forEach(batch -> records.addAll(batch.records()));
    if (records.isEmpty()) {
      return Bisection.Next.DONE;
    }
    ExportSession<R> session = exporter.open(deadline);
    ExportResult result = session.export(records);
    count(range.from(), Delivery.sent(session.traffic()));
    switch (result) {
      case ExportResult.Exported _ -> exported(range);
      case ExportResult.PartlyRejected partly -> partlyRejected(range, partly);
      case ExportResult.TooLarge _, ExportResult.TooManyDays _, ExportResult.Refused _ -> {
        return Bisection.Next.SPLIT;
      }
      case ExportResult.OutOfTime late -> {
        count(range.from(), Delivery.NONE.asOutOfTime());
        fail(range, late.reason());
      }
      case ExportResult.Unavailable unavailable -> fail(range, unavailable.reason());
      case ExportResult.Misconfigured wrong -> fail(range, wrong.reason());
    }
    return next();
  }

  private Bisection.Next next() {
    return failure == null ? Bisection.Next.DONE : Bisection.Next.STOP;
  }

  private void exported(Range range) {
    for (int i = range.from(); i < range.to(); i++) {
      count(i, Delivery.accepted(events(i), 0));
    }
  }

  /// The response does not identify the batches of the rejected records: the first ones are
  /// counted, and every batch is stored. A batch that cannot be stored counts as undelivered.
  private void partlyRejected(Range range, ExportResult.PartlyRejected partly) {
    log.warn(
        "the endpoint accepted a request of %d batches but rejected %d records: %s"
            .formatted(range.size(), partly.rejected(), partly.message()));
    long left = partly.rejected();
    for (int i = range.from(); i < range.to(); i++) {
      int counted = (int) Math.min(left, batches.get(i).records().size());
      left -= counted;
      storeRejected(i, counted, partly.message());
    }
  }

  /// @param records how many records of the batch count as rejected
  private void storeRejected(int index, int records, String message) {
    LogBatch batch = batches.get(index).batch();
    if (batch.size() == 0) {
      return;
    }
    int rejected = batch.count(0, records);
    Range all = new Range(0, batch.size());
    String problem =
        recorder
            .storeRejected(
                batch, List.of(new FailureRecorder.PartlyRejected(all, rejected, message)))
            .problem();
    if (problem == null) {
      count(index, Delivery.accepted(batch.count(), rejected));
    } else {
      fail(new Range(index, index + 1), problem);
    }
  }

  private void fail(Range range, String reason) {
    failure = reason;
    undelivered(range, reason);
  }

  private void undelivered(Range range, String reason) {
    for (int i = range.from(); i < range.to(); i++) {
      count(i, Delivery.undelivered(events(i), reason));
    }
  }

  private int events(int index) {
    return batches.get(index).batch().count();
  }

  private void count(int index, Delivery delivery) {
    deliveries.set(index, deliveries.get(index).plus(delivery));
  }
}
