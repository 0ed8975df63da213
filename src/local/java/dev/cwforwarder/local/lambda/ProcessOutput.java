package dev.cwforwarder.local.lambda;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The lines that a process has written so far. Thread-safe.
public final class ProcessOutput {
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final List<String> lines = new ArrayList<>();

  /// The bytes of a line whose end has not been read.
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private InputStream stream = InputStream.nullInputStream();
  private Consumer<String> tee = _ -> {};

  ProcessOutput() {}

  /// Everything written so far.
  public synchronized List<String> lines() {
    read();
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

  /// Collects the lines of `stream` while `process` lives, and passes each to `tee`.
  void collect(Process process, InputStream stream, Consumer<String> tee) {
    synchronized (this) {
      this.stream = stream;
      this.tee = tee;
    }
    Thread.ofPlatform().daemon().name("process-output").start(() -> readUntilExit(process));
  }

  private synchronized void read() {
    try {
      while (stream.available() > 0) {
        add(stream.readNBytes(stream.available()));
      }
    } catch (IOException e) {
      // The process has ended, and its output has been closed.
    }
  }

  /// Asks again and again: a thread that waits in `read()` would hold a lock of the stream that
  /// `available()` needs.
  private void readUntilExit(Process process) {
    try {
      while (process.isAlive()) {
        read();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      read();
      if (line.size() > 0) {
        endLine();
      }
    }
  }

  private void add(byte[] block) {
    for (byte one : block) {
      if (one == '\n') {
        endLine();
      } else {
        line.write(one);
      }
    }
  }

  private void endLine() {
    lines.add(line.toString(StandardCharsets.UTF_8));
    tee.accept(lines.getLast());
    line.reset();
    notifyAll();
  }
}
