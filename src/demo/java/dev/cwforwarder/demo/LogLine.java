package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

/// One log event before CloudWatch has it.
///
/// @param millis its time, since the epoch
/// @param message as the application writes it, perhaps with a line break at its end
record LogLine(Source source, long millis, Level level, String message) {
  LogLine {
    requireNonNull(source, "source is null");
    requireNonNull(level, "level is null");
    requireNonNull(message, "message is null");
  }
}
