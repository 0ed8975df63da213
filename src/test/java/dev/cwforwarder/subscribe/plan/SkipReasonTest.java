package dev.cwforwarder.subscribe.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cwforwarder.testing.MarkdownTable;
import java.util.Arrays;
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
  void everyReasonIsDocumentedWithItsMeaningAndRemedy() {
    assertThat(MarkdownTable.of("docs/subscribe.md", "reason").rows())
        .allMatch(row -> row.size() == 3 && row.stream().noneMatch(String::isBlank))
        .extracting(row -> row.getFirst())
        .containsExactlyElementsOf(
            Arrays.stream(SkipReason.values()).map(reason -> "`" + reason.label() + "`").toList());
  }

  @Test
  void anUnknownStoredSpellingIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SkipReason.ofStored("slots-full"))
        .withMessageContaining("'slots-full'");
  }
}
