package dev.cwforwarder.handler;

import dev.cwforwarder.decode.AwsLogsEnvelope;
import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.export.Endpoint;
import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.LoopGuard;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.forward.UndeliveredException;
import dev.cwforwarder.handler.priming.SnapshotPriming;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.telemetry.Log;
import dev.cwforwarder.wiring.IngestPath;
import dev.cwforwarder.wiring.Wiring;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The path of one subscription event: decode, drop the forwarder's own log groups, forward,
/// report. Thread-safe.
public final class SubscriptionPipeline {
  private final SubscriptionDecoder decoder;
  private final LoopGuard.Late forwarder;
  private final UndecodableInput undecodable;
  private final Log log;
  private final Clock clock;

  /// Delivers to ClickStack, with the failure bucket of the settings.
  static SubscriptionPipeline of(Wiring wiring) {
    FailureStore store = wiring.failureStore();
    return of(wiring, wiring.forwarder(IngestPath.PUSH, store), store, wiring.log());
  }

  /// Delivers to another endpoint, with another store and log. Sends no request to AWS.
  static SubscriptionPipeline of(Wiring wiring, Endpoint endpoint, FailureStore store, Log log) {
    return of(wiring, wiring.forwarder(IngestPath.PUSH, endpoint, store, log), store, log);
  }

  private static SubscriptionPipeline of(
      Wiring wiring, Forwarder forwarder, FailureStore store, Log log) {
    return new SubscriptionPipeline(
        wiring.decoder(),
        new LoopGuard.Late(wiring::ownLogGroups, forwarder, log),
        wiring.undecodable(store),
        log,
        wiring.clock());
  }

  SubscriptionPipeline(
      SubscriptionDecoder decoder,
      LoopGuard.Late forwarder,
      UndecodableInput undecodable,
      Log log,
      Clock clock) {
    this.decoder = decoder;
    this.forwarder = forwarder;
    this.undecodable = undecodable;
    this.log = log;
    this.clock = clock;
  }

  /// Registers the priming of a separate pipeline, if Lambda takes a snapshot of this environment.
  static void primeSnapshot(Wiring wiring) {
    if (wiring.isSnapStart()) {
      SnapshotPriming.register(
          (endpoint, silent) -> {
            SubscriptionPipeline pipeline = of(wiring, endpoint, FailureStore.none(), silent);
            return event -> pipeline.run(event, priming(wiring.clock()));
          },
          wiring.log(),
          wiring.clock());
    }
  }

  private static Invocation priming(Clock clock) {
    return new Invocation("priming", "", "priming", Deadline.in(Duration.ofSeconds(5), clock));
  }

  /// Delivers `event` and reports the outcome.
  ///
  /// @throws UndeliveredException unless every record is delivered, dropped by a rule, or stored
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
    Forwarder guarded = forwarder.in(invocation.functionArn());
    Delivery delivery = Delivery.NONE;
    for (LogBatch batch : batches) {
      report.observe(batch);
      delivery =
          delivery.plus(
              delivery.undelivered() > 0
                  ? Delivery.undelivered(batch.size(), "not tried after a failure")
                  : guarded.forward(batch, invocation.deadline()));
    }
    return delivery;
  }
}
