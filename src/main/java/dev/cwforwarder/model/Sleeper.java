package dev.cwforwarder.model;

import java.time.Duration;

/// Waits. A simulation only moves its clock.
@FunctionalInterface
public interface Sleeper {
  /// Blocks the calling thread.
  Sleeper SYSTEM = Thread::sleep;

  void sleep(Duration time) throws InterruptedException;
}
