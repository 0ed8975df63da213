package dev.cwforwarder.testing.otlp;

import dev.cwforwarder.testing.time.Waiting;
import java.net.URI;
import java.util.List;

/// Takes logs as ClickStack does, with one ingestion key, and tells what it took.
public interface LogDestination extends AutoCloseable {
  /// What `OTEL_EXPORTER_OTLP_ENDPOINT` should be.
  URI endpoint();

  /// The records taken so far, in order. One that was just acknowledged may appear a little later.
  List<Arrived> arrived();

  /// Waits until `count` records have arrived.
  ///
  /// @return all that have arrived by then, which may be more
  /// @throws IllegalStateException when there are fewer after half a minute
  default List<Arrived> await(int count) {
    Waiting.until(
        () -> arrived().size() >= count,
        () -> "%d of %d records arrived".formatted(arrived().size(), count));
    return arrived();
  }

  @Override
  void close();
}
