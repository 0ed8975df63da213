package dev.cwforwarder.handler;

import dev.cwforwarder.forward.UndeliveredException;
import dev.cwforwarder.model.Deadline;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The push path with everything but Lambda, wired from an environment as a test wants it.
final class PushPath {
  private static final String ARN =
      "arn:aws:lambda:eu-central-1:111122223333:function:forwarder:live";

  private final Map<String, String> env = new HashMap<>();

  /// With a key, in Frankfurt, and with little patience.
  PushPath(URI endpoint, String apiKey) {
    env.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.toString());
    env.put("CLICKSTACK_API_KEY", apiKey);
    env.put("AWS_REGION", "eu-central-1");
    env.put("RETRY_BUDGET_MS", "2000");
  }

  PushPath with(String variable, String value) {
    env.put(variable, value);
    return this;
  }

  /// Handles one event.
  ///
  /// @throws UndeliveredException as the function does
  void handle(byte[] event) {
    Deadline deadline = Deadline.in(Duration.ofSeconds(30), Clock.systemUTC());
    Wiring.of(env)
        .subscriptionPipeline()
        .run(event, new Invocation("forwarder", ARN, "request", deadline));
  }
}
