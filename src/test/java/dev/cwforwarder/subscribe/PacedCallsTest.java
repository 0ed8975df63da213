package dev.cwforwarder.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.subscribe.PacedCalls.Kind;
import dev.cwforwarder.subscribe.SubscribeException.Reason;
import dev.cwforwarder.testing.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The pace of requests and their retries.
final class PacedCallsTest {
  private final ManualClock clock = new ManualClock();
  private final List<Duration> sleeps = new ArrayList<>();
  private int calls;

  /// Always draws the largest number below 1: the full backoff.
  private final RandomGenerator largest = () -> -1L;

  private PacedCalls paced(RandomGenerator random) {
    return new PacedCalls(
        clock,
        time -> {
          sleeps.add(time);
          clock.advance(time);
        },
        random);
  }

  private Deadline in(Duration time) {
    return Deadline.in(time, clock);
  }

  private void call() {
    calls++;
  }

  private void fail(Reason reason) throws SubscribeException {
    calls++;
    throw new SubscribeException(reason, "on purpose", null);
  }

  private SubscribeException failure(PacedCalls paced, Reason reason, Deadline deadline) {
    return catchThrowableOfType(
        SubscribeException.class,
        () -> paced.run(Kind.DESCRIBE_GROUPS, () -> fail(reason), deadline));
  }

  @Test
  void requestsOfAKindAreSpacedByItsRate() throws Exception {
    PacedCalls paced = paced(largest);

    for (int i = 0; i < 3; i++) {
      paced.run(Kind.PUT_FILTER, this::call, in(Duration.ofMinutes(1)));
    }

    assertThat(calls).isEqualTo(3);
    assertThat(sleeps).containsExactly(Duration.ofMillis(250), Duration.ofMillis(250));
  }

  @Test
  void kindsDoNotWaitForEachOther() throws Exception {
    PacedCalls paced = paced(largest);

    for (Kind kind : Kind.values()) {
      paced.run(kind, this::call, in(Duration.ofMinutes(1)));
    }

    assertThat(calls).isEqualTo(Kind.values().length);
    assertThat(sleeps).isEmpty();
  }

  @Test
  void timeWithoutRequestsIsNotSavedUp() throws Exception {
    PacedCalls paced = paced(largest);
    paced.run(Kind.POLICY, this::call, in(Duration.ofMinutes(1)));
    clock.advance(Duration.ofMinutes(1));

    paced.run(Kind.POLICY, this::call, in(Duration.ofMinutes(1)));
    paced.run(Kind.POLICY, this::call, in(Duration.ofMinutes(1)));

    assertThat(sleeps).containsExactly(Duration.ofMillis(500));
  }

  @Test
  void theResultIsReturnedAfterARetry() throws Exception {
    String result =
        paced(largest)
            .make(
                Kind.LIST_TAGS,
                () -> {
                  if (calls == 0) {
                    fail(Reason.THROTTLED);
                  }
                  return "tags";
                },
                in(Duration.ofMinutes(1)));

    assertThat(result).isEqualTo("tags");
    assertThat(sleeps).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "UNAVAILABLE"})
  void retriesBackOffExponentiallyAndStopAfterEightAttempts(Reason reason) {
    SubscribeException last = failure(paced(largest), reason, in(Duration.ofMinutes(10)));

    assertThat(last.reason()).isEqualTo(reason);
    assertThat(calls).isEqualTo(8);
    assertThat(sleeps)
        .extracting(Duration::toMillis)
        .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 20_000L);
  }

  @Test
  void theBackoffIsAtLeastHalf() {
    failure(paced(() -> 0L), Reason.THROTTLED, in(Duration.ofMinutes(10)));

    assertThat(sleeps).startsWith(Duration.ofMillis(250), Duration.ofMillis(500));
    assertThat(sleeps).endsWith(Duration.ofSeconds(8), Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"THROTTLED", "UNAVAILABLE"})
  void otherFailuresAreNotRetried(Reason reason) {
    assertThat(failure(paced(largest), reason, in(Duration.ofMinutes(10))).reason())
        .isEqualTo(reason);
    assertThat(calls).isEqualTo(1);
    assertThat(sleeps).isEmpty();
  }

  @Test
  void aRequestNeedsMoreThanTwoSecondsBeforeTheDeadline() throws Exception {
    paced(largest).run(Kind.POLICY, this::call, in(Duration.ofMillis(2_001)));

    assertThat(failure(paced(largest), Reason.GONE, in(Duration.ofSeconds(2))).reason())
        .isEqualTo(Reason.OUT_OF_TIME);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void aRetryNeedsTheTimeOfItsBackoffAsWell() {
    // The first backoff is 500 ms.
    failure(paced(largest), Reason.THROTTLED, in(Duration.ofMillis(2_501)));
    assertThat(calls).isEqualTo(2);

    SubscribeException e = failure(paced(largest), Reason.THROTTLED, in(Duration.ofMillis(2_500)));
    assertThat(e.reason()).isEqualTo(Reason.OUT_OF_TIME);
    assertThat(calls).isEqualTo(3);
  }
}
