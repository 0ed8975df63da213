package dev.cwforwarder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cwforwarder.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Lambda entry point for CloudWatch Logs subscription filters.
///
/// Returns normally only after ClickStack has acknowledged every event. Otherwise it throws, so
/// that Lambda retries, and finally sends the payload to the failure destination.
public final class SubscriptionHandler implements RequestStreamHandler {
  private final Wiring wiring;
  private final SubscriptionPipeline pipeline;
  private final EarlyCollection garbage = new EarlyCollection();

  /// Reads the settings from the environment.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every problem; Lambda reports it
  ///   as a failed init
  public SubscriptionHandler() {
    this.wiring = Wiring.of(System.getenv(), System.out);
    this.pipeline = SubscriptionPipeline.of(wiring);
    SubscriptionPipeline.primeSnapshot(wiring);
  }

  /// Forwards one event.
  ///
  /// @throws dev.cwforwarder.forward.UndeliveredException unless every record is delivered, dropped
  ///   by a rule, or stored
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    byte[] bytes = event.readAllBytes();
    Invocation invocation = Invocation.of(context, wiring);
    if (SelfCheck.isRequestedBy(bytes)) {
      SelfCheck.answer(wiring.probes(), invocation.deadline(), answer);
      return;
    }
    try {
      pipeline.run(bytes, invocation);
    } finally {
      garbage.afterInvocation();
    }
  }
}
