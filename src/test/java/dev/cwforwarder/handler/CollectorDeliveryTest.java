package dev.cwforwarder.handler;

import dev.cwforwarder.testing.otlp.CollectorProcess;
import dev.cwforwarder.testing.otlp.LogDestination;
import org.junit.jupiter.api.Tag;

/// The push path with a real collector.
@Tag("collector")
final class CollectorDeliveryTest extends DeliveryContract {
  @Override
  LogDestination start(String apiKey) {
    return CollectorProcess.start(apiKey);
  }
}
