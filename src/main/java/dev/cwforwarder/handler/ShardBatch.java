package dev.cwforwarder.handler;

import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.KinesisRecord;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One invocation's records on their way, in the order of the shard: about a request's worth is
/// collected, sent, and forgotten. After the first record that cannot be delivered nothing more is
/// sent, since all that follows comes again. Used once, by one thread.
final class ShardBatch {
  /// What a record takes in a request beside its message: id, times, names; an estimate.
  private static final int BESIDE_MESSAGE = 200;

  private final SubscriptionDecoder decoder;
  private final Forwarder forwarder;
  private final UndecodableInput undecodable;
  private final long enough;
  private final Invocation invocation;
  private final InvocationReport report;

  private final List<LogBatch> collected = new ArrayList<>();
  private final List<String> sequenceNumbers = new ArrayList<>();
  private long collectedBytes;
  private Delivery delivery = Delivery.NONE;
  private @Nullable String firstUndelivered;

  /// @param enough what is sent together at most, in bytes as they are estimated here; a single
  ///   record may be more
  ShardBatch(
      SubscriptionDecoder decoder,
      Forwarder forwarder,
      UndecodableInput undecodable,
      long enough,
      Invocation invocation,
      InvocationReport report) {
    this.decoder = decoder;
    this.forwarder = forwarder;
    this.undecodable = undecodable;
    this.enough = enough;
    this.invocation = invocation;
    this.report = report;
  }

  /// Delivers `records` as far as possible.
  void deliver(List<KinesisRecord> records) {
    for (KinesisRecord record : records) {
      try {
        take(record, decoder.decodeMaybePlain(record.data()));
      } catch (DecodeException e) {
        keep(record, "not decodable: " + e.getMessage());
      }
    }
    send();
  }

  /// What became of all records.
  Delivery delivery() {
    return delivery;
  }

  /// Sequence number of the first record that is not accounted for; null when all are.
  @Nullable String firstUndelivered() {
    return firstUndelivered;
  }

  private void take(KinesisRecord record, List<LogBatch> batches) {
    long bytes = 0;
    for (LogBatch batch : batches) {
      report.saw(batch);
      bytes += estimate(batch);
    }
    if (collectedBytes + bytes > enough) {
      send();
    }
    for (LogBatch batch : batches) {
      if (firstUndelivered == null) {
        collected.add(batch);
        sequenceNumbers.add(record.sequenceNumber());
      } else {
        delivery = delivery.plus(untried(batch.size()));
      }
    }
    collectedBytes += bytes;
  }

  private static long estimate(LogBatch batch) {
    long bytes = 0;
    for (LogEvent event : batch.events()) {
      bytes += event.message().length() + BESIDE_MESSAGE;
    }
    return bytes;
  }

  /// Before what was collected is sent: a record that cannot be kept is the end, and what comes
  /// before it has to be sent all the same.
  private void keep(KinesisRecord record, String problem) {
    if (firstUndelivered != null) {
      delivery = delivery.plus(untried(1));
      return;
    }
    Delivery kept = undecodable.store(record.asEvent(), problem, invocation.deadline());
    if (kept.undelivered() == 0) {
      delivery = delivery.plus(kept);
    } else {
      send();
      delivery = firstUndelivered == null ? kept.plus(delivery) : delivery.plus(kept);
      firstUndelivered = firstUndelivered == null ? record.sequenceNumber() : firstUndelivered;
    }
  }

  private void send() {
    List<Delivery> deliveries = forwarder.forwardAll(collected, invocation.deadline());
    for (int i = 0; i < collected.size(); i++) {
      Delivery one = deliveries.get(i);
      boolean first = one.undelivered() > 0 && firstUndelivered == null;
      if (first) {
        firstUndelivered = sequenceNumbers.get(i);
      }
      // The problem that stands in the way is the one to report.
      delivery = first ? one.plus(delivery) : delivery.plus(one);
    }
    collected.clear();
    sequenceNumbers.clear();
    collectedBytes = 0;
  }

  private static Delivery untried(int events) {
    return Delivery.undelivered(events, "not tried after a failure");
  }
}
