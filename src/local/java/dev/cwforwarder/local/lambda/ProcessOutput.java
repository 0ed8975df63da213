package dev.cwforwarder.local.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The lines that a process has written so far. Thread-safe.
public final class ProcessOutput {
  private final List<String> lines = new ArrayList<>();

  ProcessOutput() {}

  /// Everything written so far.
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /// Waits for a line. A line arrives a little later than the event that it reports.
  ///
  /// @throws IllegalStateException with all lines so far, if no such line arrives in time
  public synchronized String await(Predicate<String> wanted, Duration wait)
      throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      for (String line : lines) {
        if (wanted.test(line)) {
          return line;
        }
      }
      long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (millis <= 0) {
        throw new IllegalStateException("no such line within " + wait + " among " + lines);
      }
      wait(millis);
    }
  }

  /// Collects the lines of `stream` until its end, and passes each to `tee`.
  void collect(InputStream stream, Consumer<String> tee) {
    Thread.ofPlatform()
        .daemon()
        .name("process-output")
        .start(
            () -> {
              try (BufferedReader reader =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                  add(line);
                  tee.accept(line);
                }
              } catch (IOException e) {
                add("(output ended: " + e.getMessage() + ")");
              }
            });
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }
}
