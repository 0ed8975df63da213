package dev.cwforwarder.handler;

import dev.cwforwarder.decode.AwsLogsEnvelope;
import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.export.Endpoint;
import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.LogGroupId;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.forward.UndeliveredException;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.telemetry.Log;
import dev.cwforwarder.wiring.IngestPath;
import dev.cwforwarder.wiring.Wiring;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/// What one subscription event goes through: decode, leave out our own, forward, report.
/// Thread-safe.
public final class SubscriptionPipeline {
  private final SubscriptionDecoder decoder;
  private final GuardedForwarder forwarder;
  private final UndecodableInput undecodable;
  private final Log log;
  private final Clock clock;

  /// To ClickStack, with the failure bucket of the settings.
  static SubscriptionPipeline of(Wiring wiring) {
    FailureStore store = wiring.failureStore();
    return of(wiring, wiring.forwarder(IngestPath.PUSH, store), store, wiring.log());
  }

  /// To another endpoint, with another store and log. It sends no request to AWS.
  static SubscriptionPipeline of(Wiring wiring, Endpoint endpoint, FailureStore store, Log log) {
    return of(wiring, wiring.forwarder(IngestPath.PUSH, endpoint, store, log), store, log);
  }

  private static SubscriptionPipeline of(
      Wiring wiring, Forwarder forwarder, FailureStore store, Log log) {
    return new SubscriptionPipeline(
        wiring.decoder(), forwarder, store, wiring::ownLogGroups, log, wiring.clock());
  }

  /// @param store keeps input that cannot be decoded
  /// @param ownLogGroups the forwarder's own log groups, given the running function's ARN
  SubscriptionPipeline(
      SubscriptionDecoder decoder,
      Forwarder forwarder,
      FailureStore store,
      Function<String, List<LogGroupId>> ownLogGroups,
      Log log,
      Clock clock) {
    this.decoder = decoder;
    this.forwarder = new GuardedForwarder(forwarder, ownLogGroups, log);
    this.undecodable = new UndecodableInput(store, clock);
    this.log = log;
    this.clock = clock;
  }

  /// Delivers `event` and reports it.
  ///
  /// @throws UndeliveredException unless every record is accounted for
  void run(byte[] event, Invocation invocation) {
    InvocationReport report = new InvocationReport(invocation, log, clock);
    Delivery delivery = deliver(event, invocation, report);
    report.write(delivery);
    if (delivery.undelivered() > 0) {
      throw new UndeliveredException(delivery);
    }
  }

  private Delivery deliver(byte[] event, Invocation invocation, InvocationReport report) {
    List<LogBatch> batches;
    try {
      batches = decoder.decode(AwsLogsEnvelope.data(event));
    } catch (DecodeException e) {
      return undecodable.store(event, "not decodable: " + e.getMessage(), invocation.deadline());
    }
    Delivery delivery = Delivery.NONE;
    for (LogBatch batch : batches) {
      report.saw(batch);
      delivery =
          delivery.plus(
              delivery.undelivered() > 0
                  ? Delivery.undelivered(batch.size(), "not tried after a failure")
                  : forwarder.in(invocation).forward(batch, invocation.deadline()));
    }
    return delivery;
  }
}
