package dev.cwforwarder.testing.otlp;

import dev.cwforwarder.local.otlp.OtlpReceiver;
import java.net.URI;
import java.util.List;

/// The embedded receiver as a destination.
public final class EmbeddedReceiver implements LogDestination {
  private final OtlpReceiver receiver;

  public EmbeddedReceiver(String apiKey) {
    receiver = OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey(apiKey));
  }

  @Override
  public URI endpoint() {
    return receiver.endpoint();
  }

  @Override
  public List<Arrived> arrived() {
    return receiver.accepted().stream().flatMap(one -> Arrived.in(one.request()).stream()).toList();
  }

  @Override
  public void close() {
    receiver.close();
  }
}
