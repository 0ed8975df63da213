package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

/// One log event before CloudWatch receives it.
///
/// @param millis milliseconds since the epoch
/// @param message the text of the application, possibly with a line break at its end
record LogLine(Source source, long millis, Level level, String message) {
  LogLine {
    requireNonNull(source, "source is null");
    requireNonNull(level, "level is null");
    requireNonNull(message, "message is null");
  }
}
