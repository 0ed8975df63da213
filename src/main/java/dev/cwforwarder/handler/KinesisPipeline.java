package dev.cwforwarder.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.KinesisEvent;
import dev.cwforwarder.decode.KinesisRecord;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.forward.LoopGuard;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.forward.UndeliveredException;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.telemetry.Log;
import dev.cwforwarder.wiring.IngestPath;
import dev.cwforwarder.wiring.Wiring;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The path of one batch of a shard's records: decode, drop the forwarder's own log groups, forward
/// many records in few requests, and report where Lambda has to retry. Thread-safe.
public final class KinesisPipeline {
  private static final JsonFactory JSON = new JsonFactory();

  private final SubscriptionDecoder decoder;
  private final LoopGuard.Late forwarder;
  private final UndecodableInput undecodable;
  private final int maxRequestBytes;
  private final Log log;
  private final Clock clock;

  /// Where Lambda has to retry.
  ///
  /// @param firstUndelivered sequence number of the first record that is neither delivered nor
  ///   stored; null when there is none
  record Outcome(@Nullable String firstUndelivered) {
    static final Outcome ALL_DONE = new Outcome(null);

    /// Writes `{"batchItemFailures":[{"itemIdentifier":"…"}]}`; an empty list when all is done.
    void write(OutputStream out) throws IOException {
      try (JsonGenerator json = JSON.createGenerator(out)) {
        json.writeStartObject();
        json.writeArrayFieldStart("batchItemFailures");
        if (firstUndelivered != null) {
          json.writeStartObject();
          json.writeStringField("itemIdentifier", firstUndelivered);
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
      }
    }
  }

  /// Delivers to ClickStack, with the failure bucket of the settings.
  static KinesisPipeline of(Wiring wiring) {
    FailureStore store = wiring.failureStore();
    return new KinesisPipeline(
        wiring.decoder(),
        new LoopGuard.Late(
            wiring::ownLogGroups, wiring.forwarder(IngestPath.KINESIS, store), wiring.log()),
        wiring.undecodable(store),
        wiring.settings().limits().maxRequestBytes(),
        wiring.log(),
        wiring.clock());
  }

  /// @param maxRequestBytes size of a request; about this many bytes of records are sent together
  KinesisPipeline(
      SubscriptionDecoder decoder,
      LoopGuard.Late forwarder,
      UndecodableInput undecodable,
      int maxRequestBytes,
      Log log,
      Clock clock) {
    this.decoder = decoder;
    this.forwarder = forwarder;
    this.undecodable = undecodable;
    this.maxRequestBytes = maxRequestBytes;
    this.log = log;
    this.clock = clock;
  }

  /// Delivers the records of `event` and reports the outcome.
  ///
  /// @throws UndeliveredException when the event is not a batch of records and could not be stored:
  ///   there is no record to name then
  Outcome run(byte[] event, Invocation invocation) {
    InvocationReport report = new InvocationReport(invocation, log, clock);
    List<KinesisRecord> records;
    try {
      records = KinesisEvent.records(event);
    } catch (DecodeException e) {
      return storeWhole(event, "not decodable: " + e.getMessage(), invocation, report);
    }
    ShardBatch batch =
        new ShardBatch(
            decoder,
            forwarder.in(invocation.functionArn()),
            undecodable,
            maxRequestBytes,
            invocation,
            report);
    batch.deliver(records);
    report.write(batch.delivery());
    return new Outcome(batch.firstUndelivered());
  }

  private Outcome storeWhole(
      byte[] event, String problem, Invocation invocation, InvocationReport report) {
    Delivery delivery = undecodable.store(event, problem, invocation.deadline());
    report.write(delivery);
    if (delivery.undelivered() > 0) {
      throw new UndeliveredException(delivery);
    }
    return Outcome.ALL_DONE;
  }
}
