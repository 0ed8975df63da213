package dev.cwforwarder.handler;

import dev.cwforwarder.testing.EmbeddedReceiver;
import dev.cwforwarder.testing.LogDestination;

/// The push path into the receiver all other tests use.
final class ReceiverDeliveryTest extends DeliveryContract {
  @Override
  LogDestination start(String apiKey) {
    return new EmbeddedReceiver(apiKey);
  }
}
