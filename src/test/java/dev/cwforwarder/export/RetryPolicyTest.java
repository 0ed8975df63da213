package dev.cwforwarder.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryPolicyTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(Duration.ofSeconds(15), Duration.ofMillis(200), Duration.ofSeconds(5));

  /// Always returns the largest value.
  private static final RandomGenerator LATEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new UnsupportedOperationException("bounded only");
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @ParameterizedTest
  @CsvSource({"1,200", "2,400", "3,800", "5,3200", "6,5000", "7,5000", "1000000,5000"})
  void theBoundDoublesUpToTheMaximum(int attempt, long millis) {
    assertThat(POLICY.delay(attempt, null, LATEST)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void theJitterIsFull() {
    RandomGenerator random = new SplittableRandom(1);

    assertThat(Stream.generate(() -> POLICY.delay(3, null, random)).limit(1_000))
        .allMatch(delay -> !delay.isNegative() && delay.toMillis() <= 800)
        .anyMatch(delay -> delay.toMillis() < 80)
        .anyMatch(delay -> delay.toMillis() > 720);
  }

  @Test
  void theDelayIsNeverShorterThanTheEndpointAsksFor() {
    RandomGenerator random = new SplittableRandom(1);
    Duration retryAfter = Duration.ofSeconds(30);

    assertThat(Stream.generate(() -> POLICY.delay(1, retryAfter, random)).limit(100))
        .allMatch(delay -> delay.compareTo(retryAfter) >= 0);
  }

  @Test
  void aFirstDelayBeyondTheMaximumIsRefused() {
    assertThatThrownBy(
            () -> new RetryPolicy(Duration.ZERO, Duration.ofSeconds(6), Duration.ofSeconds(5)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
