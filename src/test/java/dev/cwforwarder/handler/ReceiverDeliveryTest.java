package dev.cwforwarder.handler;

import dev.cwforwarder.testing.otlp.EmbeddedReceiver;
import dev.cwforwarder.testing.otlp.LogDestination;

/// The push path with the receiver that all other tests use.
final class ReceiverDeliveryTest extends DeliveryContract {
  @Override
  LogDestination start(String apiKey) {
    return new EmbeddedReceiver(apiKey);
  }
}
