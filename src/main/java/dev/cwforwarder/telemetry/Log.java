package dev.cwforwarder.telemetry;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/// Writes the functions' own log: one JSON object per line, in the members Lambda's JSON log format
/// has (`timestamp`, `level`, `message`).
///
/// Customers' messages and keys must not be passed to it.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html">Log
///   formats of Lambda functions</a>
public final class Log {
  private final PrintStream out;
  private final Clock clock;

  /// @param out each line is written to it in one call
  public Log(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  public void info(String message) {
    write(line("INFO", message));
  }

  public void warn(String message) {
    write(line("WARN", message));
  }

  public void error(String message) {
    write(line("ERROR", message));
  }

  JsonLine line(String level, String message) {
    return new JsonLine()
        .put("timestamp", clock.instant().toString())
        .put("level", level)
        .put("message", message);
  }

  void write(JsonLine line) {
    byte[] bytes = (line.close() + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length); // println would make two log events of one line
    out.flush();
  }

  Clock clock() {
    return clock;
  }
}
