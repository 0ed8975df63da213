package dev.cwforwarder.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class DeadlineTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @Test
  void workIsAllowedOnlyWhileMoreTimeRemains() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(2), CLOCK);

    assertThat(deadline.allows(Duration.ofMillis(1_999))).isTrue();
    assertThat(deadline.allows(Duration.ofSeconds(2))).isFalse();
  }

  @Test
  void noTimeRemainsAfterTheDeadline() {
    Deadline deadline = new Deadline(Instant.EPOCH.minusSeconds(1), CLOCK);

    assertThat(deadline.remaining()).isZero();
    assertThat(deadline.allows(Duration.ZERO)).isFalse();
  }

  @Test
  void aMarginMovesTheDeadlineEarlier() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(2), CLOCK).minus(Duration.ofSeconds(1));

    assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(1));
  }
}
