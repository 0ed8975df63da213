package dev.cwforwarder.map.otel;

import java.io.IOException;

/// A text that looks like an OpenTelemetry record, but is not one. It remains a log message.
final class DamagedRecordException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedRecordException(String message) {
    super(message);
  }
}
