package dev.cwforwarder.poll;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-03-31T10:00:00Z");
  private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  void theFirstDayIsWithinTheRetentionWhole() {
    assertThatCode(() -> Retention.DEFAULT.check(FIRST, NOW)).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retention.DEFAULT.check(FIRST.minusMillis(1), NOW))
        .withMessageContaining("2026-02-28T23:59:59.999Z is before 2026-03-01T00:00:00Z")
        .withMessageContaining("30 days")
        .withMessageContaining("CLICKSTACK_RETENTION_DAYS");
  }

  @Test
  void nothingIsOlderThanAnUnlimitedRetention() {
    assertThatCode(() -> Retention.UNLIMITED.check(Instant.EPOCH, NOW)).doesNotThrowAnyException();
  }
}
