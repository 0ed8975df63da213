package dev.cwforwarder.testing;

import java.net.URI;
import java.util.List;

/// Takes logs as ClickStack does, with one ingestion key, and tells what it took.
public interface LogDestination extends AutoCloseable {
  /// What `OTEL_EXPORTER_OTLP_ENDPOINT` should be.
  URI endpoint();

  /// The records taken so far, in order. One that was just acknowledged may appear a little later.
  List<Arrived> arrived();

  @Override
  void close();
}
