package dev.cwforwarder.forward;

import dev.cwforwarder.export.ExportResult;
import dev.cwforwarder.export.ExportSession;
import dev.cwforwarder.export.TransferCounts;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Delivers many small batches in few requests. What does not go through whole is halved down to
/// single batches, and those go the usual way ([BatchDelivery]). Not thread-safe.
final class SharedRequests {
  private final OtlpForwarder forwarder;
  private final List<RecordRules.Ruled> batches;
  private final Deadline deadline;
  private final List<Delivery> deliveries;
  private final Deque<Range> parts = new ArrayDeque<>();
  private @Nullable String failure;

  SharedRequests(OtlpForwarder forwarder, List<RecordRules.Ruled> batches, Deadline deadline) {
    this.forwarder = forwarder;
    this.batches = batches;
    this.deadline = deadline;
    this.deliveries = new ArrayList<>(Collections.nCopies(batches.size(), Delivery.NONE));
  }

  List<Delivery> deliver() {
    if (!batches.isEmpty()) {
      parts.push(new Range(0, batches.size()));
    }
    while (!parts.isEmpty()) {
      Range part = parts.pop();
      if (failure != null) {
        undelivered(part, failure);
      } else if (part.size() == 1) {
        single(part.from());
      } else {
        share(part);
      }
    }
    return deliveries;
  }

  private void single(int index) {
    Delivery delivery = forwarder.send(batches.get(index), deadline);
    count(index, delivery);
    if (delivery.undelivered() > 0) {
      failure = delivery.problem();
    }
  }

  private void share(Range part) {
    List<LogRecordData> records = new ArrayList<>();
    batches.subList(part.from(), part.to()).forEach(batch -> records.addAll(batch.records()));
    if (records.isEmpty()) {
      return;
    }
    ExportSession session = forwarder.session(deadline);
    ExportResult result = session.export(records);
    count(part.from(), sentFor(session.traffic()));
    switch (result) {
      case ExportResult.Exported _ -> taken(part);
      case ExportResult.PartlyRejected partly -> partlyRejected(part, partly);
      case ExportResult.TooLarge _, ExportResult.Refused _ -> split(part);
      case ExportResult.Unavailable unavailable -> fail(part, unavailable.reason());
      case ExportResult.Misconfigured wrong -> fail(part, wrong.reason());
    }
  }

  private void taken(Range part) {
    for (int i = part.from(); i < part.to(); i++) {
      count(i, taken(size(i), 0));
    }
  }

  private static Delivery taken(int size, int ofThemRejected) {
    return new Delivery(
        size,
        size - ofThemRejected,
        Map.of(),
        ofThemRejected,
        Map.of(),
        0,
        TransferCounts.NONE,
        null);
  }

  /// Which of the batches the rejected records are from is not known: the first ones are charged,
  /// and each is kept. One that cannot be is as good as undelivered.
  private void partlyRejected(Range part, ExportResult.PartlyRejected partly) {
    forwarder.warn(
        "the endpoint took a request of %d batches and rejected %d records: %s"
            .formatted(part.size(), partly.rejected(), partly.message()));
    long left = partly.rejected();
    for (int i = part.from(); i < part.to(); i++) {
      int charged = (int) Math.min(left, batches.get(i).records().size());
      left -= charged;
      settleRejected(i, charged, partly.message());
    }
  }

  /// @param records how many of the batch are charged
  private void settleRejected(int index, int records, String message) {
    LogBatch batch = batches.get(index).batch();
    if (batch.size() == 0) {
      return;
    }
    int charged = batch.count(0, records);
    String problem = forwarder.keepRejected(batch, charged, message, deadline).problem();
    if (problem == null) {
      count(index, taken(batch.count(), charged));
    } else {
      fail(new Range(index, index + 1), problem);
    }
  }

  /// First half first, so that batches leave in the order they came.
  private void split(Range part) {
    int middle = part.from() + part.size() / 2;
    parts.push(new Range(middle, part.to()));
    parts.push(new Range(part.from(), middle));
  }

  private void fail(Range part, String reason) {
    failure = reason;
    undelivered(part, reason);
  }

  private void undelivered(Range part, String reason) {
    for (int i = part.from(); i < part.to(); i++) {
      count(i, Delivery.undelivered(size(i), reason));
    }
  }

  private int size(int index) {
    return batches.get(index).batch().count();
  }

  private void count(int index, Delivery delivery) {
    deliveries.set(index, deliveries.get(index).plus(delivery));
  }

  private static Delivery sentFor(TransferCounts traffic) {
    return new Delivery(0, 0, Map.of(), 0, Map.of(), 0, traffic, null);
  }
}
