package dev.cwforwarder.handler;

import dev.cwforwarder.decode.AwsLogsEnvelope;
import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.LogGroupId;
import dev.cwforwarder.forward.LoopGuard;
import dev.cwforwarder.forward.UndeliveredException;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.store.StoreException;
import dev.cwforwarder.telemetry.Log;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What one subscription event goes through: decode, leave out our own, forward, report.
/// Thread-safe.
final class SubscriptionPipeline {
  private final SubscriptionDecoder decoder;
  private final Forwarder forwarder;
  private final FailureStore store;
  private final Function<String, List<LogGroupId>> ownLogGroups;
  private final Log log;
  private final Clock clock;
  private volatile @Nullable Forwarder guarded;

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
    this.forwarder = forwarder;
    this.store = store;
    this.ownLogGroups = ownLogGroups;
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
      return keepUndecodable(event, "not decodable: " + e.getMessage(), invocation);
    }
    Delivery delivery = Delivery.NONE;
    for (LogBatch batch : batches) {
      report.saw(batch);
      delivery =
          delivery.plus(
              delivery.undelivered() > 0
                  ? Delivery.undelivered(batch.size(), "not tried after a failure")
                  : guarded(invocation).forward(batch, invocation.deadline()));
    }
    return delivery;
  }

  /// Counted as one event: nobody can say how many it holds.
  private Delivery keepUndecodable(byte[] event, String problem, Invocation invocation) {
    try {
      store.keep(
          new FailureDocument.RawInput(problem, clock.instant(), event), invocation.deadline());
      return Delivery.stored(1, "undecodable", problem);
    } catch (StoreException e) {
      return Delivery.undelivered(1, problem + "; and not kept: " + e.getMessage());
    }
  }

  /// Lambda tells the account only with the first invocation.
  private Forwarder guarded(Invocation invocation) {
    Forwarder guard = guarded;
    if (guard == null) {
      guard = new LoopGuard(ownLogGroups.apply(invocation.functionArn()), forwarder, log);
      guarded = guard;
    }
    return guard;
  }
}
