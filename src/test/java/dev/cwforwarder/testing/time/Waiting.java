package dev.cwforwarder.testing.time;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for a condition that another thread or process fulfills.
public final class Waiting {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Waiting() {}

  /// Polls until `done`.
  ///
  /// @param state describes the state in the error message
  /// @throws IllegalStateException with `state` after half a minute
  public static void until(BooleanSupplier done, Supplier<String> state) {
    long start = System.nanoTime();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - start > TIMEOUT.toNanos()) {
        throw new IllegalStateException("timed out: " + state.get());
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
