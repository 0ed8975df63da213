package dev.cwforwarder.map.content.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class CharacterSetTest {
  private static final String CHARACTERS = "\t :?@[z|\u007f";

  @Test
  void containsExactlyTheCharactersOfItsText() {
    CharacterSet set = CharacterSet.of(CHARACTERS);
    for (char c = 0; c < 1_000; c++) {
      assertThat(set.has(c)).as("character %d", (int) c).isEqualTo(CHARACTERS.indexOf(c) >= 0);
    }
  }

  @Test
  void rejectsCharactersBeyondAscii() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CharacterSet.of("a\u00e9"))
        .withMessageContaining("expected ASCII characters");
  }
}
