package dev.cwforwarder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cwforwarder.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Lambda entry point for CloudWatch Logs subscription filters.
///
/// Returns normally only once ClickStack has answered for every event; otherwise throws, so that
/// Lambda invokes it again and in the end hands the payload to the failure destination.
public final class SubscriptionHandler implements RequestStreamHandler {
  private final Wiring wiring;
  private final SubscriptionPipeline pipeline;

  /// Reads the settings from the environment.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException naming every problem; Lambda reports it
  ///   as a failed init
  public SubscriptionHandler() {
    this(Wiring.of(System.getenv()));
  }

  SubscriptionHandler(Wiring wiring) {
    this.wiring = wiring;
    this.pipeline = SubscriptionPipeline.of(wiring);
    if (wiring.isSnapStart()) {
      SnapshotPriming.register(wiring);
    }
  }

  /// Forwards one event.
  ///
  /// @throws dev.cwforwarder.forward.UndeliveredException unless every record is accounted for
  @Override
  public void handleRequest(InputStream event, OutputStream unused, Context context)
      throws IOException {
    pipeline.run(
        event.readAllBytes(),
        Invocation.of(context, wiring.clock(), wiring.settings().deadlineMargin()));
  }
}
