package dev.cwforwarder.model;

import java.time.Duration;

/// Waits. In a simulation it only advances the clock.
@FunctionalInterface
public interface Sleeper {
  /// Blocks the calling thread for the given time.
  Sleeper SYSTEM = Thread::sleep;

  void sleep(Duration time) throws InterruptedException;
}
