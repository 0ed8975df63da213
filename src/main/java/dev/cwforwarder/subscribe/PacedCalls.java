package dev.cwforwarder.subscribe;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.Sleeper;
import dev.cwforwarder.subscribe.SubscribeException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Makes requests below AWS's request quotas, and retries throttled and unanswered ones with
/// backoff. Not thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html">Quotas
///   of CloudWatch Logs</a>
final class PacedCalls {
  private static final int MAX_ATTEMPTS = 8;
  private static final Duration INITIAL_BACKOFF = Duration.ofMillis(500);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(20);

  /// The time that a request itself may take.
  private static final Duration REQUEST_TIME = Duration.ofSeconds(2);

  /// Requests by quota. The rates stay below the quotas, which operators and other tools share.
  enum Kind {
    DESCRIBE_GROUPS(5),
    DESCRIBE_FILTERS(4),
    LIST_TAGS(4),
    PUT_FILTER(4),
    DELETE_FILTER(4),
    POLICY(2);

    private final double perSecond;

    Kind(double perSecond) {
      this.perSecond = perSecond;
    }
  }

  /// One request.
  @FunctionalInterface
  interface Call<T> {
    T make() throws SubscribeException;
  }

  /// One request without a result.
  @FunctionalInterface
  interface Action {
    void run() throws SubscribeException;
  }

  private final Map<Kind, TokenBucket> buckets = new EnumMap<>(Kind.class);
  private final Clock clock;
  private final Sleeper sleeper;
  private final RandomGenerator random;

  PacedCalls(Clock clock, Sleeper sleeper, RandomGenerator random) {
    this.sleeper = sleeper;
    this.random = random;
    this.clock = clock;
  }

  /// Makes a request, and retries it if it may succeed later.
  ///
  /// @throws SubscribeException the last failure, or [Reason#OUT_OF_TIME] if the deadline leaves no
  ///   time for another attempt
  <T> T make(Kind kind, Call<T> call, Deadline deadline)
      throws SubscribeException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      waitFor(bucket(kind).take(), deadline);
      try {
        return call.make();
      } catch (SubscribeException e) {
        if (attempt == MAX_ATTEMPTS || !isRetryable(e.reason())) {
          throw e;
        }
        waitFor(backoff(attempt), deadline);
      }
    }
  }

  /// Like [#make], but without a result.
  void run(Kind kind, Action action, Deadline deadline)
      throws SubscribeException, InterruptedException {
    make(
        kind,
        () -> {
          action.run();
          return kind;
        },
        deadline);
  }

  private TokenBucket bucket(Kind kind) {
    return buckets.computeIfAbsent(kind, _ -> new TokenBucket(kind.perSecond, clock));
  }

  private static boolean isRetryable(Reason reason) {
    return switch (reason) {
      case THROTTLED, UNAVAILABLE -> true;
      case GONE, SLOTS_FULL, CLASS, DENIED, CREDENTIALS, DESTINATION, OUT_OF_TIME, UNEXPECTED ->
          false;
    };
  }

  private void waitFor(Duration time, Deadline deadline)
      throws SubscribeException, InterruptedException {
    if (!deadline.allows(time.plus(REQUEST_TIME))) {
      throw new SubscribeException(Reason.OUT_OF_TIME, "no time left in this run", null);
    }
    if (!time.isZero()) {
      sleeper.sleep(time);
    }
  }

  /// Exponential backoff. Half of it is random, so that concurrent runs do not retry together.
  private Duration backoff(int attempt) {
    Duration exponential = INITIAL_BACKOFF.multipliedBy(1L << (attempt - 1));
    Duration capped = exponential.compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : exponential;
    return Duration.ofMillis((long) (capped.toMillis() * (0.5 + random.nextDouble() / 2)));
  }
}
