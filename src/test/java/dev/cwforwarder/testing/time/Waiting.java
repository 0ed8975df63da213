package dev.cwforwarder.testing.time;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what happens elsewhere.
public final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Waiting() {}

  /// Looks again and again until `done`.
  ///
  /// @param state what to say when half a minute was not enough
  /// @throws IllegalStateException with `state`
  public static void until(BooleanSupplier done, Supplier<String> state) {
    long start = System.nanoTime();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IllegalStateException("waited in vain: " + state.get());
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
