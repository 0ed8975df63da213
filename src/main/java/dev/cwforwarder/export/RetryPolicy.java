package dev.cwforwarder.export;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The delays between the attempts of a request: exponential back-off with full jitter.
///
/// Not retried: 2xx (accepted), 3xx and most 4xx (the same request gets the same response), partial
/// success (the OTLP specification forbids it).
///
/// @param budget no retry starts later than this after the start of the delivery
/// @param firstDelay upper bound of the first delay
/// @param maxDelay upper bound of every delay that the endpoint did not ask for
/// @see <a href="https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes">OTLP/HTTP:
///   retryable response codes</a>
public record RetryPolicy(Duration budget, Duration firstDelay, Duration maxDelay) {
  private static final Duration FIRST_DELAY = Duration.ofMillis(200);
  private static final Duration MAX_DELAY = Duration.ofSeconds(5);

  /// After this many doublings every first delay has reached every maximum; also avoids an overflow
  /// of the shift.
  private static final int MAX_DOUBLINGS = 20;

  public RetryPolicy {
    requireNonNull(budget, "budget is null");
    if (firstDelay.isNegative() || firstDelay.compareTo(maxDelay) > 0) {
      throw new IllegalArgumentException("firstDelay must be in 0.." + maxDelay);
    }
  }

  /// The default delays, within `budget`.
  public static RetryPolicy within(Duration budget) {
    return new RetryPolicy(budget, FIRST_DELAY, MAX_DELAY);
  }

  /// The delay after failed attempt number `attempt` (from 1).
  ///
  /// @param retryAfter minimum delay that the endpoint asked for; null when it asked for none
  Duration delay(int attempt, @Nullable Duration retryAfter, RandomGenerator random) {
    int doublings = Math.min(attempt - 1, MAX_DOUBLINGS);
    long bound = Math.min(firstDelay.toMillis() << doublings, maxDelay.toMillis());
    Duration jittered = Duration.ofMillis(random.nextLong(bound + 1));
    return retryAfter == null ? jittered : retryAfter.plus(jittered);
  }
}
