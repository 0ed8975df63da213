package dev.cwforwarder.subscribe;

import java.time.Duration;

/// Waits; a simulation only moves its clock.
@FunctionalInterface
public interface Sleeper {
  void sleep(Duration time) throws InterruptedException;
}
