package dev.cwforwarder.subscribe;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.Sleeper;
import dev.cwforwarder.subscribe.SubscribeException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Makes requests at AWS's pace: below its quota, again after a while when it says no. Not
/// thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html">Quotas
///   of CloudWatch Logs</a>
final class PacedCalls {
  private static final int TRIES = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  /// An answer takes some time of its own.
  private static final Duration REQUEST = Duration.ofSeconds(2);

  /// Kinds of requests with a quota each. People and other tools need some of it.
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

  /// One request without an answer.
  @FunctionalInterface
  interface Order {
    void make() throws SubscribeException;
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

  /// @throws SubscribeException what was answered at last; [Reason#OUT_OF_TIME] when the deadline
  ///   came first
  <T> T make(Kind kind, Call<T> call, Deadline deadline)
      throws SubscribeException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      waitFor(bucket(kind).take(), deadline);
      try {
        return call.make();
      } catch (SubscribeException e) {
        if (attempt == TRIES || !passes(e.reason())) {
          throw e;
        }
        waitFor(pause(attempt), deadline);
      }
    }
  }

  void order(Kind kind, Order order, Deadline deadline)
      throws SubscribeException, InterruptedException {
    make(
        kind,
        () -> {
          order.make();
          return kind;
        },
        deadline);
  }

  private TokenBucket bucket(Kind kind) {
    return buckets.computeIfAbsent(kind, _ -> new TokenBucket(kind.perSecond, clock));
  }

  private static boolean passes(Reason reason) {
    return switch (reason) {
      case THROTTLED, UNAVAILABLE -> true;
      case GONE, SLOTS_FULL, CLASS, DENIED, CREDENTIALS, DESTINATION, OUT_OF_TIME, UNEXPECTED ->
          false;
    };
  }

  private void waitFor(Duration time, Deadline deadline)
      throws SubscribeException, InterruptedException {
    if (!deadline.allows(time.plus(REQUEST))) {
      throw new SubscribeException(Reason.OUT_OF_TIME, "there was no time left for it", null);
    }
    if (!time.isZero()) {
      sleeper.sleep(time);
    }
  }

  private Duration pause(int attempt) {
    Duration full = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
    Duration most = full.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : full;
    return Duration.ofMillis((long) (most.toMillis() * (0.5 + random.nextDouble() / 2)));
  }
}
