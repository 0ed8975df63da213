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

  /// Limit of the foreign records that are stored together; every replay can read the document.
  private static final int MAX_FOREIGN_BYTES = 512 * 1024;

  private final SubscriptionDecoder decoder;
  private final Forwarder forwarder;
  private final UndecodableInput undecodable;
  private final long maxBatchBytes;
  private final Invocation invocation;
  private final InvocationReport report;

  private final List<LogBatch> collected = new ArrayList<>();
  private final List<String> sequenceNumbers = new ArrayList<>();
  private long collectedBytes;
  private final List<KinesisRecord> foreign = new ArrayList<>();
  private long foreignBytes;
  private String foreignProblem = "";

  /// How many batches were collected before the first foreign record.
  private int beforeForeign;

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
        undecodable(record, e);
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

  /// Stores a record that cannot be decoded, before the collected ones are sent. Those that are not
  /// from CloudWatch Logs are stored together, in one document for each request.
  private void undecodable(KinesisRecord record, DecodeException e) {
    String problem = "not decodable: " + e.getMessage();
    if (firstUndelivered != null) {
      delivery = delivery.plus(untried(1));
    } else if (e.isForeign()) {
      collectForeign(record, problem);
    } else {
      byte[] event = KinesisRecord.asEvent(List.of(record));
      Delivery stored = undecodable.store(event, problem, invocation.deadline());
      if (stored.undelivered() > 0) {
        send();
      }
      add(stored, record.sequenceNumber());
    }
  }

  private void collectForeign(KinesisRecord record, String problem) {
    if (foreign.isEmpty()) {
      foreignProblem = problem;
      beforeForeign = collected.size();
    }
    foreign.add(record);
    foreignBytes += record.bytes();
    if (foreignBytes > MAX_FOREIGN_BYTES) {
      send();
    }
  }

  /// Stores the foreign records, and sends the collected ones; only those before the first foreign
  /// record if that cannot be stored.
  private void send() {
    if (foreign.isEmpty()) {
      forward();
      return;
    }
    Delivery stored =
        undecodable.foreign(
            () -> KinesisRecord.asEvent(foreign),
            foreign.size(),
            foreignProblem,
            invocation.deadline());
    if (stored.undelivered() > 0) {
      List<LogBatch> after = collected.subList(beforeForeign, collected.size());
      after.forEach(batch -> delivery = delivery.plus(untried(batch.size())));
      after.clear();
    }
    forward();
    add(stored, foreign.getFirst().sequenceNumber());
    foreign.clear();
    foreignBytes = 0;
  }

  /// Adds the outcome of storing records, after the collected ones are sent.
  private void add(Delivery stored, String sequenceNumber) {
    if (stored.undelivered() > 0 && firstUndelivered == null) {
      delivery = stored.plus(delivery);
      firstUndelivered = sequenceNumber;
    } else {
      delivery = delivery.plus(stored);
    }
  }

  private void forward() {
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
