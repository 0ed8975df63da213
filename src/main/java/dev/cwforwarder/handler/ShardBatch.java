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

/// The records of one invocation, in the order of the shard. Collects about as many as fit into a
/// request, sends them, and starts over. After the first record that cannot be delivered it sends
/// nothing more, because Lambda retries all that follow. Used once, by one thread.
final class ShardBatch {
  /// Estimated size of a record without its message: ID, times, names.
  private static final int RECORD_OVERHEAD_BYTES = 200;

  private final SubscriptionDecoder decoder;
  private final Forwarder forwarder;
  private final UndecodableInput undecodable;
  private final long maxBatchBytes;
  private final Invocation invocation;
  private final InvocationReport report;

  private final List<LogBatch> collected = new ArrayList<>();
  private final List<String> sequenceNumbers = new ArrayList<>();
  private long collectedBytes;
  private Delivery delivery = Delivery.NONE;
  private @Nullable String firstUndelivered;

  /// @param maxBatchBytes limit of what is sent together, as estimated here; a single record may
  ///   exceed it
  ShardBatch(
      SubscriptionDecoder decoder,
      Forwarder forwarder,
      UndecodableInput undecodable,
      long maxBatchBytes,
      Invocation invocation,
      InvocationReport report) {
    this.decoder = decoder;
    this.forwarder = forwarder;
    this.undecodable = undecodable;
    this.maxBatchBytes = maxBatchBytes;
    this.invocation = invocation;
    this.report = report;
  }

  /// Delivers `records` as far as possible.
  void deliver(List<KinesisRecord> records) {
    for (KinesisRecord record : records) {
      try {
        collect(record, decoder.decodeMaybePlain(record.data()));
      } catch (DecodeException e) {
        store(record, "not decodable: " + e.getMessage());
      }
    }
    send();
  }

  /// The outcome of all records.
  Delivery delivery() {
    return delivery;
  }

  /// Sequence number of the first record that is neither delivered nor stored; null when there is
  /// none.
  @Nullable String firstUndelivered() {
    return firstUndelivered;
  }

  private void collect(KinesisRecord record, List<LogBatch> batches) {
    long bytes = 0;
    for (LogBatch batch : batches) {
      report.observe(batch);
      bytes += estimate(batch);
    }
    if (collectedBytes + bytes > maxBatchBytes) {
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
      bytes += event.message().length() + RECORD_OVERHEAD_BYTES;
    }
    return bytes;
  }

  /// Stores a record that cannot be decoded, before the collected ones are sent. If that fails,
  /// nothing after it is sent, but the collected ones still are.
  private void store(KinesisRecord record, String problem) {
    if (firstUndelivered != null) {
      delivery = delivery.plus(untried(1));
      return;
    }
    Delivery stored = undecodable.store(record.asEvent(), problem, invocation.deadline());
    if (stored.undelivered() == 0) {
      delivery = delivery.plus(stored);
    } else {
      send();
      delivery = firstUndelivered == null ? stored.plus(delivery) : delivery.plus(stored);
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
      // Report the problem of the first undelivered record: the first problem in a sum wins.
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
