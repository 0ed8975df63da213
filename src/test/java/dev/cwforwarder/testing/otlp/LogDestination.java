package dev.cwforwarder.testing.otlp;

import dev.cwforwarder.testing.time.Waiting;
import java.net.URI;
import java.util.List;

/// Accepts logs as ClickStack does, with one ingestion key, and provides the accepted records.
public interface LogDestination extends AutoCloseable {
  /// The value for `OTEL_EXPORTER_OTLP_ENDPOINT`.
  URI endpoint();

  /// The records accepted so far, in order. An acknowledged record may appear with a short delay.
  List<Arrived> arrived();

  /// Waits until `count` records have arrived.
  ///
  /// @return all records that have arrived, which may be more
  /// @throws IllegalStateException if there are fewer after half a minute
  default List<Arrived> await(int count) {
    Waiting.until(
        () -> arrived().size() >= count,
        () -> "%d of %d records arrived".formatted(arrived().size(), count));
    return arrived();
  }

  @Override
  void close();
}
