package dev.cwforwarder.export;

import dev.cwforwarder.model.Deadline;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Decides whether a delivery's next attempt may be made, and waits for it: within the retry budget
/// and the deadline. Not thread-safe.
final class Backoff {
  private final LogExporter.Options options;
  private final Deadline deadline;
  private final Deadline budget;
  private final boolean single;
  private @Nullable RandomGenerator random;

  /// @param single whether no attempt at all may be repeated
  Backoff(LogExporter.Options options, Deadline deadline, boolean single) {
    this.options = options;
    this.deadline = deadline;
    this.budget = Deadline.in(options.retries().budget(), options.clock());
    this.single = single;
  }

  /// Waits before the next attempt.
  ///
  /// @param attempt how many have been made
  /// @return why there must be none; null once the wait is over
  @Nullable String await(int attempt, Verdict.Transient failure) {
    if (single) {
      return "the delivery before failed too, so no retry";
    }
    Duration wait = delay(attempt, failure);
    if (!deadline.allows(wait)) {
      return "the invocation has no time left for another";
    }
    if (!budget.allows(wait)) {
      return "the retry budget is used up";
    }
    try {
      options.sleeper().sleep(wait);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private Duration delay(int attempt, Verdict.Transient failure) {
    if (attempt == 1 && failure.fault() == Verdict.Fault.NO_ANSWER) {
      return Duration.ZERO; // most likely a kept connection that died while we were frozen
    }
    if (random == null) {
      random = options.randomness().get();
    }
    return options.retries().delay(attempt, failure.retryAfter(), random);
  }
}
