package dev.cwforwarder.bench;

import dev.cwforwarder.local.lambda.LocalLambda;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The CPU time of all processes of a [LocalLambda], read once a second, so that the time of a
/// process that has ended is not lost. Thread-safe.
final class ProcessesCpu implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final LocalLambda lambda;
  private final Runnable everySecond;
  private final Map<Long, Duration> used = new HashMap<>();
  private final Thread reader = Thread.ofPlatform().daemon().name("cpu").unstarted(this::loop);
  private Duration mark = Duration.ZERO;

  /// @param everySecond called after each reading
  ProcessesCpu(LocalLambda lambda, Runnable everySecond) {
    this.lambda = lambda;
    this.everySecond = everySecond;
    reader.start();
  }

  /// Starts a measurement.
  synchronized void mark() {
    mark = read();
  }

  /// The CPU time since [#mark].
  synchronized Duration sinceMark() {
    return read().minus(mark);
  }

  @Override
  public void close() {
    reader.interrupt();
  }

  private void loop() {
    try {
      while (true) {
        Thread.sleep(INTERVAL);
        Duration _ = read();
        everySecond.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Duration read() {
    lambda.processes().stream()
        .filter(process -> process.isAlive())
        .forEach(process -> ProcessHandle.of(process.pid()).ifPresent(this::read));
    return used.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  private void read(ProcessHandle process) {
    try {
      used.put(process.pid(), CpuClock.of(process).used());
    } catch (IllegalStateException e) {
      // It has ended in the meantime: the last reading remains.
    }
  }
}
