package dev.cwforwarder.export;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How long to wait before a request is sent again: exponential back-off with full jitter.
///
/// What is not retried, and why: 2xx (taken), 3xx and most 4xx (the same request gets the same
/// answer), partial success (the OTLP specification forbids it).
///
/// @param budget no retry starts later than this after the delivery began
/// @param firstDelay upper bound of the first wait
/// @param maxDelay upper bound of any wait the endpoint did not ask for
/// @see <a href="https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes">OTLP/HTTP:
///   retryable response codes</a>
public record RetryPolicy(Duration budget, Duration firstDelay, Duration maxDelay) {
  private static final Duration FIRST_DELAY = Duration.ofMillis(200);
  private static final Duration MAX_DELAY = Duration.ofSeconds(5);

  /// Beyond this many doublings any first delay has reached any maximum; also keeps the shift sane.
  private static final int MAX_DOUBLINGS = 20;

  public RetryPolicy {
    requireNonNull(budget, "budget is null");
    if (firstDelay.isNegative() || firstDelay.compareTo(maxDelay) > 0) {
      throw new IllegalArgumentException("firstDelay must be in 0.." + maxDelay);
    }
  }

  /// The usual delays within `budget`.
  public static RetryPolicy within(Duration budget) {
    return new RetryPolicy(budget, FIRST_DELAY, MAX_DELAY);
  }

  /// The wait after attempt number `attempt` (from 1) failed.
  ///
  /// @param retryAfter what the endpoint asked for: never undercut; null when it asked for nothing
  Duration delay(int attempt, @Nullable Duration retryAfter, RandomGenerator random) {
    int doublings = Math.min(attempt - 1, MAX_DOUBLINGS);
    long bound = Math.min(firstDelay.toMillis() << doublings, maxDelay.toMillis());
    Duration jittered = Duration.ofMillis(random.nextLong(bound + 1));
    return retryAfter == null ? jittered : retryAfter.plus(jittered);
  }
}
