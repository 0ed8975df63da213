package dev.cwforwarder.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.KinesisEvent;
import dev.cwforwarder.decode.KinesisRecord;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.forward.Delivery;
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

/// What one batch of a shard's records goes through: decode, leave out our own, forward many
/// records in few requests, say where to go on. Thread-safe.
public final class KinesisPipeline {
  private static final JsonFactory JSON = new JsonFactory();

  private final SubscriptionDecoder decoder;
  private final GuardedForwarder forwarder;
  private final UndecodableInput undecodable;
  private final int maxRequestBytes;
  private final Log log;
  private final Clock clock;

  /// Where Lambda goes on.
  ///
  /// @param firstUndelivered sequence number of the first record that is not accounted for; null
  ///   when all are
  record Outcome(@Nullable String firstUndelivered) {
    static final Outcome ALL_DONE = new Outcome(null);

    /// `{"batchItemFailures":[{"itemIdentifier":"…"}]}`, without an item when all is done.
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

  /// To ClickStack, with the failure bucket of the settings.
  static KinesisPipeline of(Wiring wiring) {
    FailureStore store = wiring.failureStore();
    return new KinesisPipeline(
        wiring.decoder(),
        new GuardedForwarder(
            wiring.forwarder(IngestPath.KINESIS, store), wiring::ownLogGroups, wiring.log()),
        new UndecodableInput(store, wiring.clock()),
        wiring.settings().maxRequestBytes(),
        wiring.log(),
        wiring.clock());
  }

  /// @param maxRequestBytes what about a request's worth of records is
  KinesisPipeline(
      SubscriptionDecoder decoder,
      GuardedForwarder forwarder,
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

  /// Delivers the records of `event` and reports it.
  ///
  /// @throws UndeliveredException when the event is no batch of records and could not be kept: then
  ///   there is no record to name
  Outcome run(byte[] event, Invocation invocation) {
    InvocationReport report = new InvocationReport(invocation, log, clock);
    List<KinesisRecord> records;
    try {
      records = KinesisEvent.records(event);
    } catch (DecodeException e) {
      return keepWhole(event, "not decodable: " + e.getMessage(), invocation, report);
    }
    ShardBatch batch =
        new ShardBatch(
            decoder, forwarder.in(invocation), undecodable, maxRequestBytes, invocation, report);
    batch.deliver(records);
    report.write(batch.delivery());
    return new Outcome(batch.firstUndelivered());
  }

  private Outcome keepWhole(
      byte[] event, String problem, Invocation invocation, InvocationReport report) {
    Delivery delivery = undecodable.store(event, problem, invocation.deadline());
    report.write(delivery);
    if (delivery.undelivered() > 0) {
      throw new UndeliveredException(delivery);
    }
    return Outcome.ALL_DONE;
  }
}
