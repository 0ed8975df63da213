package dev.cwforwarder.wiring;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Random numbers for retries, the order of log groups and the ids of runs.
final class Randomness {
  private Randomness() {}

  /// Seeded now. Call it when the numbers are needed, not during init: environments restored from
  /// the same snapshot must differ.
  static RandomGenerator create() {
    return new SplittableRandom(System.nanoTime() ^ ProcessHandle.current().pid());
  }
}
