package dev.cwforwarder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cwforwarder.decode.AwsLogsEnvelope;
import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.LoopGuard;
import dev.cwforwarder.forward.UndeliveredException;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lambda entry point for CloudWatch Logs subscription filters.
///
/// Returns normally only once ClickStack has answered for every event; otherwise throws, so that
/// Lambda invokes it again and in the end hands the payload to the failure destination.
public final class SubscriptionHandler implements RequestStreamHandler {
  private final Wiring wiring;
  private final SubscriptionDecoder decoder;
  private final Forwarder forwarder;
  private volatile @Nullable Forwarder guarded;

  /// Reads the settings from the environment.
  ///
  /// @throws dev.cwforwarder.config.SettingsException naming every problem; Lambda reports it as a
  ///   failed init
  public SubscriptionHandler() {
    this(Wiring.of(System.getenv()));
  }

  SubscriptionHandler(Wiring wiring) {
    this.wiring = wiring;
    this.decoder = wiring.decoder();
    this.forwarder = wiring.forwarder();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream unused, Context context)
      throws IOException {
    Deadline deadline =
        Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()), wiring.clock())
            .minus(wiring.settings().deadlineMargin());
    InvocationReport report = new InvocationReport(wiring, context);
    Delivery delivery = deliver(event.readAllBytes(), deadline, report, context);
    report.write(delivery);
    if (delivery.undelivered() > 0) {
      throw new UndeliveredException(delivery);
    }
  }

  private Delivery deliver(
      byte[] event, Deadline deadline, InvocationReport report, Context context) {
    List<LogBatch> batches;
    try {
      batches = decoder.decode(AwsLogsEnvelope.data(event));
    } catch (DecodeException e) {
      // Counted as one event: nobody can say how many it holds.
      return Delivery.undelivered(1, "not decodable: " + e.getMessage());
    }
    Delivery delivery = Delivery.NONE;
    for (LogBatch batch : batches) {
      report.saw(batch);
      delivery =
          delivery.plus(
              delivery.undelivered() > 0
                  ? Delivery.undelivered(batch.size(), "")
                  : guarded(context).forward(batch, deadline));
    }
    return delivery;
  }

  /// Lambda tells the account only with the first invocation.
  private Forwarder guarded(Context context) {
    Forwarder guard = guarded;
    if (guard == null) {
      guard =
          new LoopGuard(
              wiring.ownLogGroups(context.getInvokedFunctionArn()), forwarder, wiring.log());
      guarded = guard;
    }
    return guard;
  }
}
