package dev.cwforwarder.handler;

import dev.cwforwarder.forward.UndeliveredException;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.telemetry.Log;
import dev.cwforwarder.wiring.Wiring;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The push path without Lambda, wired from the test's environment. Like an execution environment,
/// it keeps its state between events.
final class PushPath {
  private static final String ARN =
      "arn:aws:lambda:eu-central-1:111122223333:function:forwarder:live";

  private final Map<String, String> env = new HashMap<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private @Nullable SubscriptionPipeline pipeline;

  /// With a key, in Frankfurt, and with a short retry budget.
  PushPath(URI endpoint, String apiKey) {
    env.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.toString());
    env.put("CLICKSTACK_API_KEY", apiKey);
    env.put("AWS_REGION", "eu-central-1");
    env.put("RETRY_BUDGET_MS", "2000");
  }

  /// Sets a variable. Must precede the first event.
  PushPath with(String variable, String value) {
    env.put(variable, value);
    return this;
  }

  /// Handles one event.
  ///
  /// @throws UndeliveredException like the function
  void handle(byte[] event) {
    Deadline deadline = Deadline.in(Duration.ofSeconds(30), Clock.systemUTC());
    if (pipeline == null) {
      pipeline = wire();
    }
    pipeline.run(event, new Invocation("forwarder", ARN, "request", deadline));
  }

  /// The log so far.
  String logged() {
    return log.toString(StandardCharsets.UTF_8);
  }

  private SubscriptionPipeline wire() {
    Wiring wiring = Wiring.of(env, System.out);
    return SubscriptionPipeline.of(
        wiring,
        wiring.endpoint(),
        FailureStore.none(),
        new Log(new PrintStream(log, true, StandardCharsets.UTF_8), wiring.clock()));
  }
}
