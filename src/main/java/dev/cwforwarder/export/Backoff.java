package dev.cwforwarder.export;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.Sleeper;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Decides whether an attempt of a delivery is allowed, within its retry budget and deadline, and
/// waits for it. Not thread-safe.
final class Backoff {
  private static final String NO_TIME = "the invocation has no time left";

  /// The time that a request needs after a wait. With less, it would look like an outage.
  private static final Duration MIN_REQUEST_TIME = Duration.ofSeconds(1);

  private final RetryPolicy policy;
  private final Supplier<RandomGenerator> randomness;
  private final Sleeper sleeper;
  private final Deadline deadline;
  private Deadline budget;
  private final boolean singleAttempt;
  private @Nullable RandomGenerator random;

  /// @param budget no retry starts later
  /// @param singleAttempt whether retries are not allowed at all
  Backoff(
      RetryPolicy policy,
      Supplier<RandomGenerator> randomness,
      Sleeper sleeper,
      Deadline deadline,
      Deadline budget,
      boolean singleAttempt) {
    this.policy = policy;
    this.randomness = randomness;
    this.sleeper = sleeper;
    this.deadline = deadline;
    this.budget = budget;
    this.singleAttempt = singleAttempt;
  }

  /// Waits before the next attempt.
  ///
  /// @param attempt number of attempts so far
  /// @return why another attempt is not allowed; null after the wait
  @Nullable String await(int attempt, Verdict.Transient failure) {
    if (singleAttempt) {
      return "no retry, because the previous delivery failed too";
    }
    Duration wait = delay(attempt, failure);
    if (!deadline.allows(wait)) {
      return NO_TIME + " for another attempt";
    }
    if (!budget.allows(wait)) {
      return "the retry budget is used up";
    }
    try {
      sleeper.sleep(wait);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /// Waits until a request with records of `days` may be sent. The retry budget does not include
  /// this time.
  ///
  /// @return why it may not be sent in time; null after the wait: then the request has started
  @Nullable String awaitStart(RecentDays recent, Set<Long> days) {
    if (deadline.remaining().toMillis() == 0) {
      return NO_TIME;
    }
    try {
      for (Duration wait = recent.start(days); wait.isPositive(); wait = recent.start(days)) {
        if (!deadline.allows(wait.plus(MIN_REQUEST_TIME))) {
          return "records of more than %d days must not be sent within %d s, and %s"
              .formatted(RecentDays.MAX, RecentDays.WINDOW.toSeconds(), NO_TIME);
        }
        sleeper.sleep(wait);
        budget = new Deadline(budget.at().plus(wait), budget.clock());
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private Duration delay(int attempt, Verdict.Transient failure) {
    if (attempt == 1 && failure.fault() == Verdict.Fault.NO_RESPONSE) {
      return Duration.ZERO; // most likely a kept-alive connection that died while we were frozen
    }
    if (random == null) {
      random = randomness.get();
    }
    return policy.delay(attempt, failure.retryAfter(), random);
  }
}
