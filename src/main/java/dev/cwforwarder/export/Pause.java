package dev.cwforwarder.export;

import java.time.Duration;

/// Waits; a test's does not. Called on the thread that delivers.
@FunctionalInterface
public interface Pause {
  Pause SLEEP = Thread::sleep;

  void waitFor(Duration time) throws InterruptedException;
}
