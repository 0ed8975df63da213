package dev.cwforwarder.subscribe.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SkipReasonTest {
  @ParameterizedTest
  @EnumSource
  void theStoredSpellingIsReadBack(SkipReason reason) {
    assertThat(SkipReason.ofStored(reason.stored())).isEqualTo(reason);
  }

  @Test
  void anUnknownStoredSpellingIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SkipReason.ofStored("slots-full"))
        .withMessageContaining("'slots-full'");
  }
}
