package dev.cwforwarder.telemetry;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/// Writes the log of the functions: one JSON object per line, with the members of Lambda's JSON log
/// format (`timestamp`, `level`, `message`).
///
/// Log messages of customers and keys must not be passed to it.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html">Log
///   formats of Lambda functions</a>
public final class Log {
  private final PrintStream out;
  private final Clock clock;

  /// @param out receives each line in one call
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
    out.write(bytes, 0, bytes.length); // println would create two log events from one line
    out.flush();
  }

  Clock clock() {
    return clock;
  }
}
