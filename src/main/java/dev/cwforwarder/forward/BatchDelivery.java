package dev.cwforwarder.forward;

import dev.cwforwarder.export.ExportResult;
import dev.cwforwarder.export.ExportSession;
import dev.cwforwarder.telemetry.Log;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.ArrayDeque;
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
  private final Log log;
  private final Deque<List<LogRecordData>> parts = new ArrayDeque<>();

  private int exported;
  private int rejected;
  private int refused;
  private int undelivered;
  private int refusalsInARow;
  private @Nullable String refusal;
  private @Nullable String failure;

  BatchDelivery(ExportSession session, Log log) {
    this.session = session;
    this.log = log;
  }

  Delivery deliver(List<LogRecordData> records) {
    parts.push(records);
    while (!parts.isEmpty() && failure == null) {
      List<LogRecordData> part = parts.pop();
      account(part, session.export(part));
    }
    parts.forEach(part -> undelivered += part.size());
    giveBackRefused();
    return new Delivery(
        records.size(),
        exported,
        Map.of(),
        rejected,
        Map.of(),
        undelivered,
        session.traffic(),
        failure);
  }

  private void account(List<LogRecordData> part, ExportResult result) {
    switch (result) {
      case ExportResult.Exported _ -> taken(part.size(), 0);
      case ExportResult.PartlyRejected partly -> partlyRejected(part.size(), partly);
      case ExportResult.TooLarge tooLarge when part.size() == 1 ->
          refuse(
              "a record encodes to %,d bytes, more than one request may hold (MAX_REQUEST_BYTES)"
                  .formatted(tooLarge.encodedBytes()));
      case ExportResult.Refused single when part.size() == 1 -> refuseUnlessBroken(single.reason());
      case ExportResult.TooLarge _, ExportResult.Refused _ -> split(part);
      case ExportResult.Unavailable unavailable -> fail(part.size(), unavailable.reason());
      case ExportResult.Misconfigured wrong -> fail(part.size(), wrong.reason());
    }
  }

  private void taken(int records, int ofThemRejected) {
    exported += records - ofThemRejected;
    rejected += ofThemRejected;
    refusalsInARow = 0;
  }

  private void partlyRejected(int records, ExportResult.PartlyRejected partly) {
    int count = (int) Math.min(partly.rejected(), records);
    taken(records, count);
    log.warn(
        "the endpoint took a request of %d records and rejected %d of them: %s"
            .formatted(records, count, partly.message()));
  }

  /// First half first, so that records leave in the order they came.
  private void split(List<LogRecordData> part) {
    int half = part.size() / 2;
    parts.push(part.subList(half, part.size()));
    parts.push(part.subList(0, half));
  }

  private void refuseUnlessBroken(String reason) {
    refuse(reason);
    if (++refusalsInARow == REFUSALS_BEFORE_PROBE) {
      refusalsInARow = 0;
      probe(reason);
    }
  }

  private void refuse(String reason) {
    refused++;
    refusal = refusal == null ? reason : refusal;
  }

  private void probe(String reason) {
    session.probe().ifPresent(problem -> fail(0, reason + ", and " + problem));
  }

  private void fail(int records, String reason) {
    undelivered += records;
    failure = reason;
  }

  /// There is nowhere to keep refused records yet, so they go back to where they came from.
  private void giveBackRefused() {
    if (refused == 0) {
      return;
    }
    undelivered += refused;
    if (failure == null) {
      failure = "%d of the records refused: %s".formatted(refused, refusal);
    }
  }
}
