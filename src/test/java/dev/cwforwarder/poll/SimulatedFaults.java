package dev.cwforwarder.poll;

import java.util.random.RandomGenerator;

/// Which faults occur and how often. It depends on the seed.
final class SimulatedFaults {
  /// The process dies. Only the simulation catches it.
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("crash", null, false, false);
    }
  }

  private final RandomGenerator random;
  private double crashes;
  private double readFailures;
  private double storeFailures;
  private double endpointFailures;
  private boolean on = true;
  private int crashed;
  private int ambiguous;
  private int stores;
  private double pauses;
  private int paused;

  SimulatedFaults(RandomGenerator random) {
    this.random = random;
    if (random.nextBoolean()) {
      crashes = random.nextDouble() * 0.02;
      readFailures = random.nextDouble() * 0.05;
      storeFailures = random.nextDouble() * 0.02;
      endpointFailures = random.nextDouble() * 0.05;
      pauses = random.nextDouble() * 0.01;
    }
  }

  /// Ends all faults.
  void end() {
    on = false;
  }

  void maybeCrash() {
    if (on && random.nextDouble() < crashes) {
      crashed++;
      throw new Crash();
    }
  }

  boolean read() {
    return on && random.nextDouble() < readFailures;
  }

  boolean store() {
    boolean fails = on && random.nextDouble() < storeFailures;
    stores += fails ? 1 : 0;
    return fails;
  }

  boolean endpoint() {
    boolean fails = on && random.nextDouble() < endpointFailures;
    ambiguous += fails ? 1 : 0;
    return fails;
  }

  /// Whether the process is paused until another acquires its lease.
  boolean pause() {
    boolean pauses = on && random.nextDouble() < this.pauses;
    paused += pauses ? 1 : 0;
    return pauses;
  }

  int paused() {
    return paused;
  }

  int crashed() {
    return crashed;
  }

  /// How many calls of the checkpoint store failed, some of them after writing.
  int stores() {
    return stores;
  }

  /// How many deliveries failed, some of them after a part arrived.
  int ambiguous() {
    return ambiguous;
  }
}
